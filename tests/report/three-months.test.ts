import { describe, expect, test } from 'vitest';
import type { Html } from '../../src/report/page/html';
import { renderCards } from '../../src/report/sections/card-section';
import { renderNextPurchase } from '../../src/report/sections/next-purchase-section';
import { renderSummary } from '../../src/report/sections/summary';
import { EN } from '../../src/report/texts/texts-en';
import { ES, type Texts } from '../../src/report/texts/texts-es';
import { threeMonthMetrics } from './other-states';
import { chartPayloads, pageText } from './page-text';

/** All that a run says of its dates, drawings and labels included. */
function wordsOf(t: Texts): string {
  const metrics = threeMonthMetrics();
  return [renderSummary(metrics, t), renderNextPurchase(metrics, t), renderCards(metrics, t)].map(everyText).join(' ');
}

function everyText(markup: Html): string {
  const labels = [...markup.text.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label!);
  const drawn = chartPayloads(markup).map(({ data, layout }) =>
    JSON.stringify([data.map(({ customdata }) => customdata), layout]),
  );
  return [pageText(markup), ...labels, ...drawn].join(' ');
}

describe.each<[string, Texts, string[]]>([
  ['es', ES, ['en los 28 días que siguen', 'también hasta los 28 días']],
  ['en', EN, ['in the 28 days after', 'up to 28 days too']],
])('a history of 89 days, judged on 14, in %s', (_language, t, sayings) => {
  test('28 days are named where buyers are expected within them and said to be unchecked, and nowhere else', () => {
    const words = wordsOf(t);
    for (const saying of sayings) expect(words).toContain(saying);
    const others = sayings.reduce((text, saying) => text.replaceAll(saying, ''), words);
    expect(others.match(/.{0,60}(?<![\d.,])28(?![\d.,]).{0,40}/)?.[0]).toBeUndefined();
  });
});

describe('a history of 89 days, judged on 14', () => {
  const summary = (t: Texts) => pageText(renderSummary(threeMonthMetrics(), t));
  const dates = (t: Texts) => pageText(renderNextPurchase(threeMonthMetrics(), t));

  test('the summary says how far could be judged, and that what lies beyond is unchecked', () => {
    expect(summary(ES)).toContain(
      '≈ Con reserva Alcance: solo se ha podido juzgar lo dicho de los primeros 14 días: la historia tiene 89. De ahí en adelante, también hasta los 28 días, está sin comprobar.',
    );
    expect(summary(EN)).toContain(
      '≈ With care Reach: only what is said of the first 14 days could be judged: the history has 89.',
    );
  });

  test('a network that erred less but is not in use is told beside the dates that are given', () => {
    expect(summary(ES)).toContain(
      'Otros modelos: en la prueba, «Red de riesgo diario» (red neuronal) falló de media menos, sin diferencia demostrada.',
    );
    expect(summary(EN)).toContain('The model in use was chosen before, on validation and by the whole forecast.');
  });

  test('the card of four weeks promises nothing, those of one and two say what came', () => {
    const [, within7, within14, within28] = summary(ES).split(/[\d.]+ compradores esperados/);
    expect(within7).toContain('En la prueba se esperaba que comprara el 63,5 %');
    expect(within14).toContain('En la prueba se esperaba que comprara el 63,5 %');
    expect(within28).toContain('Sin comprobar: solo se han podido juzgar los primeros 14 días.');
    expect(within28).not.toContain('se esperaba que comprara');
  });

  test('the choice is told in words: by what, against whom, on how much', () => {
    expect(dates(ES)).toContain(
      'Es la propia regla sencilla: de ningún otro modelo cabía esperar una ganancia sobre ella',
    );
    expect(dates(ES)).toContain('640 filas de 240 clientes en 3 fechas de corte de validación');
    expect(dates(ES)).toContain('Juzgado en 14 días, en 3 fechas de corte de prueba: la historia tiene 89.');
    expect(dates(EN)).toContain('The choice stands on 640 rows of 240 customers on 3 validation origins.');
    expect(dates(EN)).toContain('Judged on 14 days, on 3 test origins: the history has 89.');
  });

  test('the merits show why the simple rule itself was kept', () => {
    expect(dates(ES)).toContain('De ningún otro modelo se espera que mejore a «Tabla de riesgo»');
    expect(dates(ES)).toContain('✓ Tabla de riesgo 0,00 % 0,00 % 0,00 % Red de riesgo diario −6,20 % 3,00 % −0,18 %');
  });

  test('a date at the horizon is that day or later: in the title, the table and on the axis', () => {
    expect(dates(ES)).toContain('Cuando el modelo dice 14 días o más, la mitad de las compras tarda eso o más');
    expect(dates(EN)).toContain('When the model says 14 days or later');
    const [actual] = chartPayloads(renderNextPurchase(threeMonthMetrics(), ES));
    expect(actual!.csv).toContain('≥ 14;420;12,10');
    expect(actual!.layout['xaxis']).toMatchObject({ tickvals: [0, 7, 14], ticktext: ['0', '7', '≥ 14'] });
  });

  test('who has not returned is told at the horizon, and Brier scores are named as far as they reach', () => {
    expect(dates(ES)).toContain('A los 14 días seguía sin volver el 31,0 %');
    expect(dates(ES)).toContain('Brier, las de comprar en 7 y 14 días');
    expect(dates(EN)).toContain('Brier, the chance within 7 and 14 days');
  });

  test('the model card has the horizon, what a forecast is, and where its tail comes from', () => {
    const card = pageText(renderCards(threeMonthMetrics(), ES));
    expect(card).toContain('Horizonte en que se juzga 14 días, de una historia de 89');
    expect(card).toContain(
      'Un pronóstico es la probabilidad de cada uno de los 364 días que siguen a la fecha de corte',
    );
    expect(card).toContain('se supone que caen como 1 ÷ días (ley de potencia)');
    expect(card).toContain('Tabla de riesgo: mayor ganancia esperada sobre la regla sencilla');
  });
});
