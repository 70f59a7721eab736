// The slider beside the date field: moves by months, writes the field, sends the form when let go. Without it the field alone does.
(() => {
  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-as-of]').forEach((slider) => {
      const field = document.getElementById(slider.dataset.asOf);
      const first = slider.dataset.first.split('-').map(Number);
      const last = slider.dataset.last;
      const day = (months) => {
        const end = new Date(Date.UTC(first[0], first[1] - 1 + Number(months) + 1, 0)).toISOString().slice(0, 10);
        return end > last ? last : end;
      };
      slider.hidden = false;
      slider.addEventListener('input', () => { field.value = day(slider.value); slider.setAttribute('aria-valuetext', field.value); });
      slider.addEventListener('change', () => field.form.requestSubmit());
    });
  });
})();
