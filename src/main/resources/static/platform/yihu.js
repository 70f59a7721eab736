// Small manners of every page: menu, search key, theme, error focus. All pages work without it.
(() => {
  const root = document.documentElement;
  const stored = document.cookie.match(/(?:^|; )yihu-theme=(dark|light)/);
  if (stored) root.setAttribute('data-bs-theme', stored[1]);
  else if (matchMedia('(prefers-color-scheme: dark)').matches) root.setAttribute('data-bs-theme', 'dark');

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-toggle]').forEach((button) => button.addEventListener('click', () => {
      const open = document.getElementById(button.dataset.toggle).classList.toggle('open');
      button.setAttribute('aria-expanded', String(open));
    }));
    document.querySelectorAll('[data-theme-toggle]').forEach((button) => button.addEventListener('click', () => {
      const next = root.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
      root.setAttribute('data-bs-theme', next);
      document.cookie = `yihu-theme=${next}; path=/; max-age=31536000; samesite=lax`;
    }));
    document.querySelectorAll('[data-back]').forEach((link) => link.addEventListener('click', (event) => {
      event.preventDefault();
      history.back();
    }));
    document.querySelector('[data-focus]')?.focus();
    // every chart is a JSON description in data-chart; the wrapper is only loaded where one stands
    document.querySelectorAll('[data-refresh]').forEach((part) => setTimeout(() => location.reload(), Number(part.dataset.refresh) * 1000));
  });

  document.addEventListener('keydown', (event) => {
    if (event.target.closest('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      document.getElementById('q')?.focus();
    }
  });
})();
