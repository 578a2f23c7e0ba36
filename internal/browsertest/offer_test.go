package browsertest

import "testing"

// modulesOf are the modules of the page that a script here works with.
const modulesOf = `Promise.all(['api', 'session', 'record', 'form-offer', 'pointer'].map(n => import('./' + n + '.js'))).then(async ([api, session, record, offer, pointer]) => {`

// A form that is begun is not found fault with: of no layout is anything said before somebody has been at a cell. What
// is to be filled in is counted, and what is computed is not among it.
func TestBegun(t *testing.T) {
	p := page(t, "")
	var said []struct {
		Layout         string
		Remarks, Empty int
		Computed       []string
	}
	p.Eval(&said, modulesOf+`
		const out = [];
		for (const l of await api.layouts()) {
			const r = new Map([['form', l.id]]), s = new session.Session(new record.Edits(r, l.id, ''), 'x'), view = await api.form(l.id, r);
			s.begun = true;
			const now = offer.told(s, view), all = offer.saidOf(view);
			s.close();
			const computed = Array.from(all.parts.values()).filter(p => p.computes && p.missing).map(p => p.path);
			out.push({Layout: l.id, Remarks: now.remarks.length, Empty: now.empty, Computed: computed});
		}
		return out;
	})`)
	if len(said) < 15 {
		t.Fatalf("%d layouts", len(said))
	}
	for _, s := range said {
		if s.Remarks > 0 || s.Empty == 0 {
			t.Errorf("%s: %d remarks are made of an empty form, %d cells are to be filled in", s.Layout, s.Remarks, s.Empty)
		}
		if len(s.Computed) > 0 {
			t.Errorf("%s: %q are computed, and asked for", s.Layout, s.Computed)
		}
	}
}

// What is offered is right: figures of good forms are spoiled one at a time, each figure that the page then offers is
// taken, and no error is there that was not there before. None is offered while an error stands on what it is made of.
func TestOffers(t *testing.T) {
	p := page(t, "")
	var got struct {
		Offers, Spoiled int
		Wrong           []string
	}
	p.Eval(&got, modulesOf+`
		const got = {Offers: 0, Spoiled: 0, Wrong: []};
		const errors = view => view.findings.filter(f => f.severity === 'error').map(f => f.code + ' ' + f.path);
		for (const id of ['self-evaluation/national', 'self-evaluation/shanghai', 'self-evaluation/sichuan', 'self-evaluation/hubei', 'monitoring/national', 'transfer/national']) {
			const good = await api.sample(id, 'usual'), first = await api.form(id, good);
			const parts = Array.from(offer.saidOf(first).parts.values());
			const figures = parts.filter(p => (p.entered || p.computed) && /^[\d,]+(\.\d+)?%?$/.test(p.entered || p.computed));
			for (let i = 0; i < figures.length; i += Math.ceil(figures.length / 14)) {
				const old = figures[i].entered || figures[i].computed;
				const digit = old.search(/\d(?=%?$)/); // the last one: what rounding is about
				for (const text of [old.slice(0, digit) + (Number(old[digit]) + 1) % 10 + old.slice(digit + 1), '1' + old]) {
					const bad = pointer.set(good, figures[i].path, text), view = await api.form(id, bad), said = offer.saidOf(view);
					got.Spoiled++;
					for (const path of said.parts.keys()) {
						const figure = said.offer(path);
						if (!figure) continue;
						got.Offers++;
						const before = errors(view), after = errors(await api.form(id, pointer.set(bad, path, figure)));
						const more = after.filter(x => before.indexOf(x) < 0);
						if (more.length > 0) got.Wrong.push(id + ': ' + figures[i].path + ' ' + old + ' → ' + text + ': offered ' + figure + ' at ' + path + ': ' + more);
					}
				}
			}
		}
		return got;
	})`)
	for _, w := range got.Wrong {
		t.Error(w)
	}
	if got.Offers < 10 {
		t.Errorf("only %d figures are offered for %d spoiled forms", got.Offers, got.Spoiled)
	}
	t.Logf("%d spoiled forms, %d figures offered", got.Spoiled, got.Offers)
}
