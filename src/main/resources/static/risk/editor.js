// Refines the editor of a model: rows show only the fields their kind has, and a threshold can be dragged with live counts.
(() => {
  const FIELDS = { ALL: [], ANY: [], NOT: [], COMPARE: ['code', 'op', 'value'], AGAINST: ['code', 'op', 'value', 'other'], MISSING: ['code'], EVENT: ['code', 'value'], HITS: ['value'], RULE: ['code'] };
  const GROUP = { COMPARE: 'indicator', AGAINST: 'indicator', MISSING: 'indicator', EVENT: 'item', RULE: 'rule' };
  const fit = (row) => {
    const kind = row.querySelector('select[data-kind]').value;
    row.querySelectorAll('[data-field]').forEach((part) => { part.hidden = !FIELDS[kind].includes(part.dataset.field); });
    row.querySelectorAll('select[data-code] optgroup').forEach((group) => { group.hidden = group.disabled = group.dataset.group !== GROUP[kind]; });
  };
  document.querySelectorAll('.rule-row').forEach((row) => {
    fit(row);
    row.querySelector('select[data-kind]').addEventListener('change', () => fit(row));
  });

  const panel = document.querySelector('[data-slider]');
  if (!panel) return;
  const text = (selector, value) => { const at = panel.querySelector(selector); if (at) at.textContent = value; };
  const count = (n) => Number(n).toLocaleString('zh-CN');
  const percent = (x) => (x == null ? '—' : `${(x * 100).toFixed(1)}%`);
  const show = (moved) => {
    text('[data-out=hits]', count(moved.hits[0]));
    text('[data-out=flips]', count(moved.flips));
    text('[data-out=flagged]', percent(moved.flagged));
    text('[data-out=precision]', percent(moved.precision));
    text('[data-out=recall]', percent(moved.recall));
    ['NONE', 'LOW', 'MEDIUM', 'HIGH'].forEach((level, i) => text(`[data-out=${level}]`, count(moved.levels[i])));
    text('[data-out=note]', panel.dataset.took.replace('{0}', moved.millis));
  };
  let running = null;
  let wanted = null;
  const ask = async () => {
    if (running) { wanted = true; return; }
    const values = new URLSearchParams();
    values.set('line', panel.dataset.line);
    values.set('cut', panel.dataset.cut);
    panel.querySelectorAll('input[type=text][name]').forEach((box) => values.set(box.name, box.value));
    running = true;
    try {
      const answer = await fetch(`${panel.dataset.url}?${values}`, { headers: { Accept: 'application/json' } });
      const body = await answer.json();
      if (answer.ok) show(body); else text('[data-out=note]', body.detail);
    } finally {
      running = null;
      if (wanted) { wanted = false; ask(); }
    }
  };
  panel.querySelectorAll('input[type=range]').forEach((range) => {
    range.hidden = false;
    const box = panel.querySelector(`input[name=${range.dataset.for}]`);
    const ratio = box.dataset.unit === 'ratio';
    range.addEventListener('input', () => {
      box.value = ratio ? `${Number((range.value * 100).toFixed(3))}%` : String(Number(range.value));
      ask();
    });
    box.addEventListener('change', ask);
  });
})();
