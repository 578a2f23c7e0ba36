/* The cells of a form once more, by libxlsxwriter: what a workbook costs in C. Reads what bench/xlsxwriter makes of
 * gongbiao dump (lines of C width in mm, R height in pt, S style, or cells) and writes it so many times.
 *     xlsxwriter CELLS COUNT FOLDER
 * Built by bench/xlsxwriter; of no test and of no program of ours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

enum { MOST = 20000, STYLES = 64 };

struct cell { int row, col, rows, cols, style; char *text; };

static struct cell cells[MOST];
static double widths[256], heights[MOST];
static char styles[STYLES][256];
static int ncells, ncols, nrows, nstyles;

static int style(const char *name)
{
	size_t n = strlen(name);
	for (int i = 0; i < nstyles; i++)
		if (!strncmp(styles[i], name, n) && styles[i][n] == ' ')
			return i;
	fprintf(stderr, "no style %s\n", name);
	exit(1);
}

static void load(const char *path)
{
	static char line[1 << 16];
	FILE *f = fopen(path, "r");
	if (!f) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = 0;
		if (ncells == MOST || nrows == MOST || ncols == 256 || nstyles == STYLES) {
			fprintf(stderr, "%s: too large\n", path);
			exit(1);
		}
		if (line[0] == 'C')
			widths[ncols++] = atof(line + 2);
		else if (line[0] == 'R')
			heights[nrows++] = atof(line + 2);
		else if (line[0] == 'S')
			snprintf(styles[nstyles++], sizeof styles[0], "%s", line + 2);
		else {
			struct cell *c = &cells[ncells];
			char name[64];
			int at = 0;
			if (sscanf(line, "%d\t%d\t%d\t%d\t%63[^\t]\t%n", &c->row, &c->col, &c->rows, &c->cols, name, &at) < 5)
				continue;
			c->style = style(name);
			c->text = strdup(line + at);
			ncells++;
		}
	}
	fclose(f);
}

static void write_one(const char *path)
{
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
	lxw_format *formats[STYLES];
	for (int i = 0; i < nstyles; i++) {
		char face[64];
		double size;
		lxw_format *f = formats[i] = workbook_add_format(book);
		if (sscanf(styles[i], "%*s %63s %lfpt", face, &size) == 2) {
			format_set_font_name(f, face);
			format_set_font_size(f, size);
		}
		if (strstr(styles[i], " bold"))
			format_set_bold(f);
		format_set_align(f, strstr(styles[i], " left") ? LXW_ALIGN_LEFT : strstr(styles[i], " right") ? LXW_ALIGN_RIGHT : LXW_ALIGN_CENTER);
		format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
		format_set_text_wrap(f);
		format_set_border(f, LXW_BORDER_THIN);
	}
	for (int i = 0; i < ncols; i++)
		worksheet_set_column(sheet, i, i, widths[i] / 2.0, NULL);
	for (int i = 0; i < nrows; i++)
		worksheet_set_row(sheet, i, heights[i], NULL);
	for (int i = 0; i < ncells; i++) {
		struct cell *c = &cells[i];
		if (c->rows > 1 || c->cols > 1)
			worksheet_merge_range(sheet, c->row, c->col, c->row + c->rows - 1, c->col + c->cols - 1, c->text, formats[c->style]);
		else
			worksheet_write_string(sheet, c->row, c->col, c->text, formats[c->style]);
	}
	worksheet_set_paper(sheet, 9);
	worksheet_set_margins(sheet, 0.6, 0.6, 0.8, 0.8);
	worksheet_set_footer(sheet, "&C-&P-");
	worksheet_print_area(sheet, 0, 0, nrows - 1, ncols - 1);
	if (workbook_close(book)) {
		fprintf(stderr, "%s was not written\n", path);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "xlsxwriter CELLS COUNT FOLDER\n");
		return 2;
	}
	load(argv[1]);
	for (int i = 0; i < atoi(argv[2]); i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%d.xlsx", argv[3], i);
		write_one(path);
	}
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	fprintf(stderr, "%d cells, peak %ld MB\n", ncells, u.ru_maxrss >> 10);
	return 0;
}
