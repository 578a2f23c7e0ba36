// Each of forms: address, name, unit, department, year, kind, score. Nothing is fetched; what is shown is text, never HTML.
const most = 200;
const folded = (s) => s.normalize('NFKC').toLowerCase();
const texts = forms.map((f) => folded(f.slice(1, 6).join(' ')));
const words = document.getElementById('words');
const count = document.getElementById('count');
const found = document.getElementById('found');

function show() {
  const wanted = folded(words.value).split(/\s+/).filter((w) => w !== '');
  found.replaceChildren();
  if (wanted.length === 0) {
    count.textContent = '共 ' + forms.length + ' 份表';
    return;
  }
  let n = 0;
  for (let i = 0; i < forms.length; i++) {
    if (!wanted.every((w) => texts[i].includes(w))) continue;
    if (++n > most) continue;
    const f = forms[i];
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = 'forms/' + f[0] + '.html';
    link.textContent = f[1];
    item.append(link, ' ' + [f[2], f[3], f[4], f[5]].filter((x) => x !== '').join('，') + (f[6] === '' ? '' : '，' + f[6] + ' 分'));
    found.append(item);
  }
  count.textContent = n === 0 ? '没有找到' : '找到 ' + n + ' 份' + (n > most ? '，这里是前 ' + most + ' 份，请再加一个词' : '');
}

document.getElementById('find').hidden = false;
words.addEventListener('input', show);
show();
