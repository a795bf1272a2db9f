/**
 * The script of the page, kept as text because it runs in the reader's browser and never here: it draws the charts of
 * the language shown, follows width, colour scheme and paper, and saves PNG, CSV and JSON. Plain JavaScript, no eval.
 */
export const PAGE_SCRIPT = `
(() => {
  'use strict';
  const NARROW = 560;
  const PAPER_WIDTH = 630;
  const PNG_WIDTH = 960;
  const root = document.documentElement;
  const reports = [...document.querySelectorAll('.report')];
  const template = readJson(document.getElementById('plot-template'));
  const format = readJson(document.getElementById('plot-locale'));
  Plotly.register({ moduleType: 'locale', name: 'es', dictionary: {}, format });

  function readJson(element) {
    return JSON.parse(element.textContent);
  }

  const payloads = new Map();
  function payloadOf(element) {
    const script = element.closest('.card').querySelector('.payload');
    if (!payloads.has(script)) payloads.set(script, readJson(script));
    return payloads.get(script);
  }

  // A colour token under a key that ends in "color" becomes the value its CSS variable has at this moment.
  function paint(node, key = '') {
    if (Array.isArray(node)) return node.map((item) => paint(item, key));
    if (node && typeof node === 'object') {
      return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, paint(value, name)]));
    }
    return typeof node === 'string' && /color$/.test(key)
      ? getComputedStyle(root).getPropertyValue('--' + node).trim() || node
      : node;
  }

  function overlay(base, extra) {
    const merged = { ...base };
    for (const [key, value] of Object.entries(extra)) {
      const both = [base[key], value].every((part) => part && typeof part === 'object' && !Array.isArray(part));
      merged[key] = both ? overlay(base[key], value) : value;
    }
    return merged;
  }

  function figureOf(plot, width) {
    const { data, layout, narrow = {} } = payloadOf(plot);
    const fitted = overlay(width < NARROW ? overlay(layout, narrow) : layout, { width, template });
    const locale = plot.closest('.report').lang;
    return {
      data: paint(data),
      layout: paint(fitted),
      config: { displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false, locale },
    };
  }

  function draw(plot, width = plot.clientWidth) {
    if (width === 0) return;
    const { data, layout, config } = figureOf(plot, width);
    plot.style.height = layout.height + 'px';
    plot.dataset.width = width;
    Plotly.react(plot, data, layout, config);
  }

  const plots = [...document.querySelectorAll('.plot')];
  const visiblePlots = () => plots.filter((plot) => !plot.closest('.report').hidden);

  // Also draws for the first time: an element that comes into the page, or out of hiding, changes its width.
  const widths = new ResizeObserver((entries) => {
    requestAnimationFrame(() => {
      if ('print' in root.dataset) return;
      for (const { target } of entries) {
        if (String(target.clientWidth) !== target.dataset.width) draw(target);
      }
    });
  });
  for (const plot of plots) widths.observe(plot);

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const plot of visiblePlots()) draw(plot);
  });

  // On paper: light, as wide as the sheet, and every table open.
  let opened = [];
  addEventListener('beforeprint', () => {
    root.dataset.print = '';
    opened = [...document.querySelectorAll('.report:not([hidden]) details:not([open])')];
    for (const details of opened) details.open = true;
    for (const plot of visiblePlots()) draw(plot, PAPER_WIDTH);
  });
  addEventListener('afterprint', () => {
    delete root.dataset.print;
    for (const details of opened) details.open = false;
    for (const plot of visiblePlots()) draw(plot);
  });

  // The language stands in the address (#en, #en-data), so that it can be sent and bookmarked.
  function showLanguage() {
    const language = /^#en(-|$)/.test(location.hash) ? 'en' : 'es';
    for (const report of reports) {
      report.hidden = report.lang !== language;
      if (!report.hidden) document.title = report.dataset.title;
    }
    root.lang = language;
    const section = location.hash.slice(3);
    for (const link of document.querySelectorAll('a[hreflang]')) {
      link.setAttribute('href', '#' + link.hreflang + section);
    }
    if (section) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  addEventListener('hashchange', showLanguage);
  showLanguage();

  function save(url, file) {
    const link = document.createElement('a');
    link.href = url;
    link.download = file;
    link.click();
  }

  function saveText(text, type, file) {
    const url = URL.createObjectURL(new Blob([text], { type: type + ';charset=utf-8' }));
    save(url, file);
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  // The picture leaves the page for a white document: light, with its title and its n.
  async function savePng(plot, { png, file }) {
    root.dataset.print = '';
    const figure = figureOf(plot, PNG_WIDTH);
    delete root.dataset.print;
    const margin = { ...template.layout.margin, ...figure.layout.margin };
    const text = wrapped(png.title, 88);
    const extra = 52 + 24 * text.split('<br>').length;
    Object.assign(figure.layout, {
      title: {
        text,
        subtitle: { text: png.note, font: { size: 13 } },
        font: { size: 18 },
        x: 0.02,
        xanchor: 'left',
        y: 1,
        yref: 'container',
        yanchor: 'top',
        pad: { t: 18 },
      },
      margin: { ...margin, t: margin.t + extra },
      height: figure.layout.height + extra,
    });
    const size = { width: PNG_WIDTH, height: figure.layout.height, scale: 2 };
    save(await Plotly.toImage(figure, { format: 'png', ...size }), file + '.png');
  }

  function wrapped(text, length) {
    const lines = [''];
    for (const word of text.split(' ')) {
      const last = lines.length - 1;
      if ((lines[last] + ' ' + word).length > length) lines.push(word);
      else lines[last] = lines[last] ? lines[last] + ' ' + word : word;
    }
    return lines.join('<br>');
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-download]');
    if (!button) return;
    const payload = payloadOf(button);
    const kind = button.dataset.download;
    if (kind === 'png') savePng(button.closest('.card').querySelector('.plot'), payload);
    else saveText(payload[kind], kind === 'csv' ? 'text/csv' : 'application/json', payload.file + '.' + kind);
  });
})();
`;
