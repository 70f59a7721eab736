// Small manners of every page: theme before the first paint, menu, keys, error focus. All pages work without it.
(() => {
  const root = document.documentElement;
  const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([a-z]+)`))?.[1];
  const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };
  const dark = cookie('yihu-theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  root.setAttribute('data-bs-theme', dark);

  const each = (selector, does) => document.querySelectorAll(selector).forEach(does);

  document.addEventListener('DOMContentLoaded', () => {
    // a wide table without links or fields is reached and moved by keys only when it can take the focus
    each('.table-wrap', (wrap) => { if (!wrap.querySelector('a[href], button, input, select, textarea')) wrap.tabIndex = 0; });
    each('[data-toggle]', (button) => button.addEventListener('click', () => {
      const open = document.getElementById(button.dataset.toggle).classList.toggle('open');
      button.setAttribute('aria-expanded', String(open));
    }));
    each('[data-theme-toggle]', (button) => button.addEventListener('click', () => {
      const next = root.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
      root.setAttribute('data-bs-theme', next);
      keep('yihu-theme', next);
      document.dispatchEvent(new CustomEvent('yihu:theme'));
    }));
    each('[data-keys-open]', (button) => button.addEventListener('click', openKeys));
    each('[data-keys-switch]', (box) => {
      box.checked = cookie('yihu-keys') !== 'off';
      box.addEventListener('change', () => keep('yihu-keys', box.checked ? 'on' : 'off'));
    });
    each('[data-back]', (link) => link.addEventListener('click', (event) => {
      if (history.length < 2) return;
      event.preventDefault();
      history.back();
    }));
    each('[data-print]', (button) => button.addEventListener('click', () => print()));
    each('details[data-keep]', (part) => {
      try {
        if (localStorage.getItem(part.dataset.keep) === 'closed' && !part.querySelector('[aria-current]')) part.open = false;
        part.addEventListener('toggle', () => localStorage.setItem(part.dataset.keep, part.open ? 'open' : 'closed'));
      } catch { /* storage refused: everything stays open */ }
    });
    each('form:has([data-check])', choosing);
    document.querySelector('[data-focus]')?.focus();
    each('[data-refresh]', (part) => setTimeout(() => {
      if (!document.querySelector('dialog[open]')) location.reload();
    }, Number(part.dataset.refresh) * 1000));
  });

  function openKeys() {
    each('details.top-person', (menu) => { menu.open = false; });
    document.getElementById('keys')?.showModal();
  }

  // Rows to choose: the box in the head takes the page, a line says how many are taken.
  function choosing(form) {
    const boxes = [...form.querySelectorAll('[data-check]')];
    const whole = form.querySelector('[data-check-all]');
    const told = form.querySelector('[data-checked]');
    const count = () => {
      const taken = boxes.filter((box) => box.checked).length;
      if (whole) {
        whole.checked = taken === boxes.length;
        whole.indeterminate = taken > 0 && taken < boxes.length;
      }
      if (told) told.textContent = taken ? told.dataset.some.replace('#', taken) : told.dataset.none;
    };
    whole?.addEventListener('change', () => { boxes.forEach((box) => { box.checked = whole.checked; }); count(); });
    boxes.forEach((box) => box.addEventListener('change', count));
    count();
  }

  function row(step) {
    const rows = [...document.querySelectorAll('main table.list tbody tr, main .ranked > li')].filter((line) => line.querySelector('a'));
    if (!rows.length) return;
    const at = rows.findIndex((line) => line.classList.contains('row-current'));
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    rows[at]?.classList.remove('row-current');
    next.classList.add('row-current');
    next.querySelector('a').focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  const GO = { t: '/task/inbox', h: '/', f: '/risk/findings' };
  let pending = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') each('details.top-person[open]', (menu) => { menu.open = false; });
    if (event.target.closest('input, textarea, select, [contenteditable]') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (cookie('yihu-keys') === 'off' || document.querySelector('dialog[open]')) return;
    const afterG = event.timeStamp - pending < 1500;
    pending = 0;
    if (afterG && GO[event.key]) {
      location.href = GO[event.key];
    } else if (/^[a-z]$/i.test(event.key) && document.querySelector(`[data-key="${event.key.toLowerCase()}"]`)) {
      event.preventDefault();
      document.querySelector(`[data-key="${event.key.toLowerCase()}"]`).click();
    } else if (event.key === 'g') pending = event.timeStamp;
    else if (event.key === 'j') row(1);
    else if (event.key === 'k') row(-1);
    else if (event.key === 'x') document.querySelector('tr.row-current [data-check]')?.click();
    else if (event.key === '?') openKeys();
    else if (event.key === '/') {
      event.preventDefault();
      const search = document.getElementById('q');
      search?.focus();
      search?.select();
    }
  });
  document.addEventListener('click', (event) => {
    each('details.top-person[open]', (menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const side = document.querySelector('.side.open');
    if (side && !side.contains(event.target) && !event.target.closest('[data-toggle]')) side.classList.remove('open');
  });
})();
