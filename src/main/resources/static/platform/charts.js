// One thin function per kind of chart. A page writes <div class="chart" data-chart='{"kind":"line",…}'> or data-chart-url="/…json":
//   line, bar   {x: [labels], xName, yName, unit, series: [{name, values, dashed}], links: [url per x]}
//   timeline    as line, plus markers: [{x, label, link}] that stand on the first series
//   heatmap     {x: [labels], y: [labels], cells: [[x, y, value]], links: {"x,y": url}, yName}
//   life        {x: [days], series: [{name, values}], lanes: [names], points: [{x: day, lane, label, link}], markers: [{x: day, label, link}]}: curves
//               above, one lane per type of event below, one zoom for both
//   spans       {from, to, rows: [{name, word, tone, from, to, link}], tones: [names]}: who was what from when to when
//   graph       {nodes: [{id, name, kind, level, depth, parent, more, hint, link}], edges: [{from, to, word, past}], kinds: {kind: word}}: rings around the start
//   scatter     {points: [{x, y, name, link}], xName, yName}
//   sankey      {nodes: [{name, label, depth, tone: start|own|outside|high, link}], links: [{source, target, value, dealt, cycle, link}], unit}; no circles
// Every chart has a table twin on the page; this file is only loaded where a chart stands.
(() => {
  const CIVIDIS = ['#00224e', '#3b496c', '#666970', '#bbad6c', '#fee838'];
  const SHAPES = ['circle', 'rect', 'triangle', 'diamond'];
  const zh = () => !document.documentElement.lang.startsWith('en');
  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = (value) => (value === null || value === undefined || value === '-' ? '—'
    : Number(value).toLocaleString(zh() ? 'zh-CN' : 'en', { maximumFractionDigits: 2 }));

  const axis = (name, data) => ({
    type: data ? 'category' : 'value', data, name,
    nameLocation: data ? 'middle' : 'end', nameTextStyle: { color: ink('--ink-soft'), align: data ? 'center' : 'left' }, nameGap: data ? 26 : 12,
    axisLabel: { color: ink('--ink-soft'), fontSize: 12, hideOverlap: true },
    axisLine: { lineStyle: { color: ink('--line-strong') } }, axisTick: { show: false },
    splitLine: { show: !data, lineStyle: { color: ink('--line') } },
  });

  const base = (chart) => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    color: [1, 2, 3, 4].map((n) => ink(`--series-${n}`)),
    aria: { enabled: true, decal: { show: chart.kind === 'bar' && (chart.series ?? []).length > 1 },
      label: chart.title ? { general: { withTitle: chart.title } } : {} },
    tooltip: { renderMode: 'richText', trigger: 'axis', confine: true, backgroundColor: ink('--paper'), borderColor: ink('--line-strong'),
      textStyle: { color: ink('--ink'), fontSize: 12 }, valueFormatter: (value) => `${number(value)}${chart.unit ? ` ${chart.unit}` : ''}` },
    legend: { top: 0, right: 0, itemWidth: 18, itemHeight: 9, textStyle: { color: ink('--ink') }, inactiveColor: ink('--line-strong') },
    grid: { left: 12, right: 28, top: 42, bottom: 24, containLabel: true },
  });

  const KINDS = {
    line: (chart) => ({
      ...base(chart), xAxis: { ...axis(chart.xName, chart.x), boundaryGap: false }, yAxis: axis(chart.yName),
      series: chart.series.map((one, n) => ({
        type: 'line', name: one.name, data: one.values, symbol: SHAPES[n % 4], symbolSize: 6, connectNulls: false,
        lineStyle: { width: 2, type: one.dashed ? 'dashed' : 'solid' }, emphasis: { disabled: true },
      })),
    }),
    bar: (chart) => ({
      ...base(chart), xAxis: axis(chart.xName, chart.x), yAxis: { ...axis(chart.yName), minInterval: chart.whole ? 1 : 0 },
      series: chart.series.map((one) => ({ type: 'bar', name: one.name, data: one.values, barMaxWidth: 28 })),
    }),
    timeline: (chart) => {
      const option = KINDS.line(chart);
      const months = new Map();
      (chart.markers ?? []).forEach((mark) => {
        const n = chart.x.indexOf(mark.x);
        if (n >= 0) months.set(n, [...(months.get(n) ?? []), mark]);
      });
      option.grid.top = 72;
      option.series[0].markPoint = {
        symbol: 'pin', symbolSize: 34, itemStyle: { color: ink('--high') },
        data: [...months].map(([n, marks]) => ({
          name: marks.map((mark) => mark.label).join('\n'), coord: [n, chart.series[0].values[n] ?? 0], link: marks[0].link,
          value: marks.length > 1 ? marks.length : '',
          label: { color: ink('--paper'), fontWeight: 600 },
        })),
        tooltip: { trigger: 'item', formatter: (at) => at.name },
      };
      option.series[0].markLine = {
        symbol: 'none', silent: true, lineStyle: { color: ink('--high'), type: 'dashed', width: 1 },
        data: [...months].map(([n, marks]) => ({
          xAxis: n,
          label: { formatter: marks.length > 2 ? `${marks[0].label}\n+${marks.length - 1}` : marks.map((mark) => mark.label).join('\n'),
            color: ink('--high'), fontSize: 12, lineHeight: 15, align: n > chart.x.length * 0.8 ? 'right' : n < chart.x.length * 0.2 ? 'left' : 'center' },
        })),
      };
      return option;
    },
    heatmap: (chart) => {
      const values = chart.cells.map((cell) => cell[2]).filter((value) => value !== null);
      return {
        ...base(chart), legend: undefined, xAxis: { ...axis(chart.xName, chart.x), splitArea: { show: false } }, yAxis: axis(chart.yName, chart.y),
        grid: { left: 12, right: 12, top: 28, bottom: 48, containLabel: true }, tooltip: { ...base(chart).tooltip, trigger: 'item' },
        visualMap: { min: Math.min(...values, 0), max: Math.max(...values, 1), inRange: { color: CIVIDIS }, orient: 'horizontal', left: 'center', bottom: 0,
          calculable: false, textStyle: { color: ink('--ink-soft') } },
        series: [{ type: 'heatmap', data: chart.cells.map((cell) => ({ value: cell, link: chart.links?.[`${cell[0]},${cell[1]}`] })),
          label: { show: true, formatter: (at) => number(at.value[2]) } }],
      };
    },
    life: (chart) => {
      const narrow = innerWidth < 700;
      const left = narrow ? 78 : 112;
      const days = (n, show) => ({ ...axis(), type: 'time', gridIndex: n, splitLine: { show: false }, axisLabel: { ...axis().axisLabel, show } });
      const high = ink('--high');
      return {
        ...base(chart),
        grid: [{ left, right: 24, top: 70, height: 216 }, { left, right: 24, top: 318, bottom: 56 }],
        xAxis: [days(0, true), days(1, false)],
        yAxis: [{ ...axis(chart.yName), gridIndex: 0 }, { ...axis(null, chart.lanes), name: '', gridIndex: 1, inverse: true, splitLine: { show: true, lineStyle: { color: ink('--line') } },
          axisLabel: { ...axis().axisLabel, interval: 0, width: left - 12, overflow: 'truncate' } }],
        dataZoom: [
          { type: 'slider', xAxisIndex: [0, 1], bottom: 8, height: 22, startValue: chart.x[0], endValue: chart.x[chart.x.length - 1], brushSelect: false,
            borderColor: ink('--line-strong'), textStyle: { color: ink('--ink-soft') }, labelFormatter: (at) => new Date(at).toISOString().slice(0, 10) },
          { type: 'inside', xAxisIndex: [0, 1], zoomOnMouseWheel: 'shift', moveOnMouseWheel: false },
        ],
        series: [
          ...chart.series.map((one, n) => ({
            type: 'line', step: 'middle', name: one.name, data: one.values.map((value, i) => [chart.x[i], value]), symbol: SHAPES[n % 4], symbolSize: 6, connectNulls: false,
            lineStyle: { width: 2, type: ['solid', 'dashed', 'dotted'][n % 3] }, emphasis: { disabled: true },
            markLine: n ? undefined : {
              symbol: ['none', 'none'], silent: true, lineStyle: { color: high, type: 'dashed', width: 1 },
              data: chart.markers.map((mark, i) => ({ xAxis: mark.x, label: { formatter: mark.label, color: high, fontSize: 12, distance: 4 + (i % 2) * 15, align: mark.x > chart.x[Math.floor(chart.x.length * 0.6)] ? 'right' : 'center' } })),
            },
          })),
          { type: 'scatter', name: chart.title, xAxisIndex: 1, yAxisIndex: 1, symbolSize: 10, itemStyle: { color: ink('--deep') },
            tooltip: { trigger: 'item', formatter: (at) => `${at.name}\n${at.value[0]}`, valueFormatter: undefined },
            data: chart.points.map((point) => ({ value: [point.x, point.lane], name: point.label, link: point.link })) },
        ],
        legend: { ...base(chart).legend, data: chart.series.map((one) => one.name) },
      };
    },
    spans: (chart) => {
      const tone = (n) => ink(`--series-${(n % 4) + 1}`);
      const many = chart.rows.length > 14;
      return {
        ...base(chart), legend: { ...base(chart).legend, data: chart.tones },
        grid: { left: 12, right: many ? 36 : 20, top: 34, bottom: 24, containLabel: true },
        tooltip: { ...base(chart).tooltip, trigger: 'item', valueFormatter: undefined, formatter: (at) => `${at.data.name}\n${at.data.word}\n${at.data.said}` },
        xAxis: { ...axis(), type: 'time', min: chart.from, max: chart.to },
        yAxis: { ...axis(null, chart.rows.map((row) => row.name)), name: '', inverse: true, splitLine: { show: false },
          axisLabel: { ...axis().axisLabel, width: innerWidth < 700 ? 90 : 230, overflow: 'truncate', hideOverlap: false, interval: 0 } },
        dataZoom: many ? [{ type: 'slider', yAxisIndex: 0, right: 4, width: 16, startValue: 0, endValue: 13, brushSelect: false, showDetail: false }] : [],
        series: chart.tones.map((name, n) => ({
          type: 'custom', name, itemStyle: { color: tone(n) }, encode: { x: [0, 1], y: 2 },
          renderItem: (params, api) => {
            const start = api.coord([api.value(0), api.value(2)]);
            const end = api.coord([api.value(1), api.value(2)]);
            const box = params.coordSys;
            const x = Math.max(start[0], box.x);
            const height = Math.min(14, api.size([0, 1])[1] * 0.6);
            return { type: 'rect', shape: { x, y: start[1] - height / 2, width: Math.max(3, Math.min(end[0], box.x + box.width) - x), height }, style: { fill: tone(n) } };
          },
          data: chart.rows.map((row, i) => ({ row, i })).filter((one) => one.row.tone === n).map(({ row, i }) => ({
            value: [row.from ?? chart.from, row.to ?? chart.to, i], name: row.name, word: row.word, said: row.said, link: row.link })),
        })),
      };
    },
    graph: (chart) => {
      const children = new Map();
      chart.nodes.forEach((node) => { if (node.parent) children.set(node.parent, [...(children.get(node.parent) ?? []), node]); });
      const leaves = (node) => (children.get(node.id) ?? []).reduce((sum, child) => sum + leaves(child), 0) || 1;
      const rings = chart.nodes.reduce((count, node) => { count[node.depth] = (count[node.depth] ?? 0) + 1; return count; }, []);
      const radius = [0];
      for (let depth = 1; depth < rings.length; depth += 1) radius[depth] = Math.max(radius[depth - 1] + 110, (rings[depth] * 15) / Math.PI / 2);
      const places = new Map();
      const place = (node, from, to) => {
        const angle = (from + to) / 2;
        places.set(node.id, { x: radius[node.depth] * Math.cos(angle) * 1.5, y: radius[node.depth] * Math.sin(angle), right: Math.cos(angle) >= 0 });
        let at = from;
        (children.get(node.id) ?? []).forEach((child) => {
          const share = ((to - from) * leaves(child)) / leaves(node);
          place(child, at, at + share);
          at += share;
        });
      };
      chart.nodes.filter((node) => !node.parent).forEach((node) => place(node, -Math.PI / 2, Math.PI * 1.5));
      const dense = chart.nodes.length > 60;
      const paint = (node) => (node.level && node.level !== 'NONE' ? ink(`--${node.level.toLowerCase()}`) : node.kind === 'PERSON' ? ink('--deep') : ink('--none'));
      return {
        ...base(chart), legend: undefined,
        tooltip: { ...base(chart).tooltip, trigger: 'item', valueFormatter: undefined,
          formatter: (at) => (at.dataType === 'edge' ? at.data.word : `${at.data.full}\n${at.data.hint}`) },
        series: [{
          type: 'graph', layout: 'none', roam: true, preserveAspect: true, scaleLimit: { min: 0.4, max: 8 }, left: 180, right: 180, top: 20, bottom: 20,
          labelLayout: { hideOverlap: true }, emphasis: { focus: 'adjacency', label: { show: true, fontWeight: 600 } }, edgeSymbol: ['none', 'none'],
          label: { show: true, color: ink('--ink'), fontSize: 12, width: 168, overflow: 'truncate', textBorderColor: ink('--paper'), textBorderWidth: 3 },
          lineStyle: { color: ink('--line-strong'), width: 1.2, curveness: 0 },
          data: chart.nodes.map((node) => ({
            id: node.id, name: node.id, full: node.name, hint: node.hint, link: node.link, x: places.get(node.id)?.x ?? 0, y: places.get(node.id)?.y ?? 0,
            symbol: node.kind === 'PERSON' ? 'circle' : 'roundRect', symbolSize: node.depth === 0 ? 26 : node.level === 'HIGH' ? 16 : 12,
            itemStyle: { color: paint(node), borderColor: ink('--paper'), borderWidth: 1 },
            label: { show: !dense || node.depth === 0 || node.level === 'HIGH' || node.level === 'MEDIUM', position: node.depth === 0 ? 'bottom' : places.get(node.id)?.right ? 'right' : 'left', fontWeight: node.depth === 0 ? 600 : 400,
              formatter: node.more > 0 ? `${node.name} +${node.more}` : node.name },
          })),
          links: chart.edges.map((edge) => ({ source: edge.from, target: edge.to, word: edge.word, lineStyle: { type: edge.past ? 'dashed' : 'solid' } })),
        }],
      };
    },
    scatter: (chart) => ({
      ...base(chart), legend: undefined, xAxis: axis(chart.xName), yAxis: axis(chart.yName),
      tooltip: { ...base(chart).tooltip, trigger: 'item', formatter: (at) => `${at.name}\n${number(at.value[0])} · ${number(at.value[1])}` },
      series: [{ type: 'scatter', symbolSize: 9, data: chart.points.map((point) => ({ value: [point.x, point.y], name: point.name, link: point.link })) }],
    }),
    sankey: (chart) => {
      const label = new Map(chart.nodes.map((node) => [node.name, node.label]));
      const tone = { start: ink('--deep'), own: ink('--series-3'), outside: ink('--line-strong'), high: ink('--high') };
      return {
        ...base(chart), legend: undefined, grid: undefined,
        tooltip: { ...base(chart).tooltip, trigger: 'item', formatter: (at) => (at.dataType === 'edge'
          ? `${label.get(at.data.source)} → ${label.get(at.data.target)}\n${zh() ? '双方往来' : 'dealt'} ${number(at.data.dealt)} ${chart.unit}\n${zh() ? '按比例归属' : 'in proportion'} ${number(at.data.value)} ${chart.unit}`
          : `${label.get(at.name)}\n${zh() ? '按比例归属' : 'in proportion'} ${number(at.value)} ${chart.unit}`) },
        series: [{
          type: 'sankey', left: 4, right: 150, top: 10, bottom: 10, nodeWidth: 12, nodeGap: 12, draggable: false, layoutIterations: 24,
          emphasis: { focus: 'adjacency' }, labelLayout: { hideOverlap: true },
          label: { color: ink('--ink'), fontSize: 12, width: 140, overflow: 'truncate', formatter: (at) => label.get(at.name) },
          data: chart.nodes.map((node) => ({ name: node.name, depth: node.depth, link: node.link,
            itemStyle: { color: tone[node.tone], borderWidth: 0 }, label: { position: 'right' } })),
          links: chart.links.map((one) => ({ ...one, lineStyle: { color: one.cycle ? ink('--high') : ink('--series-1'), opacity: one.cycle ? 0.45 : 0.22 } })),
        }],
      };
    },
  };

  // As high as the fullest column and as wide as the columns need: names stay readable with a hundred nodes.
  const room = (box, chart) => {
    const rows = new Map();
    chart.nodes.forEach((node) => rows.set(node.depth, (rows.get(node.depth) ?? 0) + 1));
    box.style.height = `${Math.max(220, 26 * Math.max(...rows.values()) + 40)}px`;
    box.style.minWidth = `${Math.max(...rows.keys()) * 190 + 240}px`;
  };

  // The drawing says how large it is, so that the printed sheet can scale it as a whole.
  const scale = (canvas) => canvas.getDom().querySelector('svg')?.setAttribute('viewBox', `0 0 ${canvas.getWidth()} ${canvas.getHeight()}`);

  async function draw(box) {
    const chart = box.dataset.chart ? JSON.parse(box.dataset.chart) : await (await fetch(box.dataset.chartUrl, { headers: { Accept: 'application/json' } })).json();
    if (chart.kind === 'sankey') room(box, chart);
    const canvas = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: 'svg', locale: zh() ? 'ZH' : 'EN' });
    canvas.setOption(KINDS[chart.kind](chart), true);
    scale(canvas);
    canvas.off('click');
    canvas.on('click', (at) => {
      const to = at.data?.link ?? chart.links?.[at.dataIndex];
      if (to) location.href = to;
    });
    return canvas;
  }

  document.addEventListener('DOMContentLoaded', () => {
    const boxes = [...document.querySelectorAll('[data-chart], [data-chart-url]')];
    const drawAll = () => boxes.forEach((box) => draw(box).catch(() => { box.hidden = true; }));
    const resize = () => boxes.forEach((box) => {
      const canvas = echarts.getInstanceByDom(box);
      if (canvas) {
        canvas.resize();
        scale(canvas);
      }
    });
    drawAll();
    document.addEventListener('yihu:theme', drawAll);
    addEventListener('resize', resize);
    addEventListener('beforeprint', () => boxes.forEach((box) => {
      const canvas = echarts.getInstanceByDom(box); // the height of the screen: on the sheet the box has none of its own
      if (canvas) {
        canvas.resize({ width: 680, height: canvas.getHeight() });
        canvas.getZr().flush(); // the sheet is taken before the next frame
        scale(canvas);
      }
    }));
    addEventListener('afterprint', resize);
  });
})();
