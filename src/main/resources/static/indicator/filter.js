// Narrows a table of indicators while one types; headings of themes with nothing left go too. Enter leads to the first row left, Alt+F to the field.
document.querySelectorAll('[data-filter]').forEach((bar) => {
  const table = document.getElementById(bar.dataset.filter);
  if (!table) return;
  const rows = [...table.querySelectorAll('tr[data-find]')];
  const field = (name) => bar.querySelector(`[data-by=${name}]`);
  const apply = () => {
    const words = field('find').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const stage = field('stage').value;
    const theme = field('theme').value;
    const changed = field('changed') && field('changed').checked;
    const left = {};
    let count = 0;
    rows.forEach((row) => {
      const fits = words.every((word) => row.dataset.find.toLowerCase().includes(word)) && (!stage || row.dataset.stage === stage)
        && (!theme || row.dataset.theme === theme) && (!changed || row.dataset.changed === 'true');
      row.hidden = !fits;
      for (let sub = row.nextElementSibling; sub && sub.classList.contains('sub'); sub = sub.nextElementSibling) sub.hidden = !fits;
      if (fits) { count += 1; left[row.dataset.theme] = true; }
    });
    table.querySelectorAll('tr[data-heading]').forEach((row) => { row.hidden = !left[row.dataset.heading]; });
    bar.querySelector('[data-count]').textContent = bar.dataset.shown.replace('#', count);
  };
  bar.hidden = false;
  bar.addEventListener('input', apply);
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      const next = rows.find((row) => !row.hidden);
      const box = next && next.querySelector('input:not([type=hidden]), a');
      if (box) box.focus();
    } else if (event.key === 'Escape') {
      field('find').value = '';
      apply();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.altKey && event.key.toLowerCase() === 'f') { event.preventDefault(); field('find').focus(); }
  });
  apply();
});
