// The drawn signature: strokes become a path of whole numbers in a hidden field, as the server keeps and shows it.
(() => {
  document.querySelectorAll('canvas[data-pad]').forEach((pad) => {
    const field = document.getElementById(pad.dataset.pad);
    const pen = pad.getContext('2d');
    let path = [];
    let drawing = false;
    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return [Math.round((event.clientX - box.left) * pad.width / box.width), Math.round((event.clientY - box.top) * pad.height / box.height)]
        .map((n) => Math.max(0, n));
    };
    const add = (letter, [x, y]) => { path.push(`${letter}${x} ${y}`); field.value = path.join(' '); };
    pen.lineWidth = 2.5;
    pen.lineCap = 'round';
    pen.strokeStyle = getComputedStyle(pad).color;
    pad.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      drawing = true;
      const point = at(event);
      add('M', point);
      pen.beginPath();
      pen.moveTo(...point);
    });
    pad.addEventListener('pointermove', (event) => {
      if (!drawing) return;
      const point = at(event);
      add('L', point);
      pen.lineTo(...point);
      pen.stroke();
    });
    ['pointerup', 'pointercancel'].forEach((name) => pad.addEventListener(name, () => { drawing = false; }));
    document.querySelectorAll('[data-pad-clear]').forEach((button) => button.addEventListener('click', () => {
      path = [];
      field.value = '';
      pen.clearRect(0, 0, pad.width, pad.height);
    }));
  });
})();
