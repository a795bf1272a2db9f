import { describe, expect, test } from 'vitest';
import type { Metrics } from '../../src/evaluation/metrics-schema';
import { renderSummary } from '../../src/report/sections/summary';
import { EN } from '../../src/report/texts/texts-en';
import { ES, type Texts } from '../../src/report/texts/texts-es';
import { fullMetrics, pair } from './metrics-fixture';
import { badMetrics, shortMetrics } from './other-states';
import { pageText } from './page-text';

const summary = (metrics: Metrics, t: Texts = ES) => pageText(renderSummary(metrics, t));

describe('a good run', () => {
  const text = summary(fullMetrics());

  test('the verdict compares with what a shop would do, in days and per cent, the date and the whole forecast', () => {
    expect(text).toContain('Las fechas ganan a lo que haría una tienda por su cuenta; los productos');
    expect(text).toContain(
      'Fechas: «Red de riesgo diario» se equivoca 4,43 días de media: 1,09 menos (un 19,8 %) que con el intervalo medio de cada cliente (IC 95 %: −1,18 a −1,01) y 0,13 menos (un 2,9 %) que con una tabla de dos columnas (IC 95 %: −0,20 a −0,07).',
    );
    expect(text).toContain('(CRPS): 3,08 días, 2,44 menos (un 44,2 %) que con el intervalo medio de cada cliente');
  });

  test('a model that erred less is named as what it is, with what it lacks and whether that is proven', () => {
    expect(text).not.toContain('Otros modelos:');
    const full = fullMetrics();
    const trees = { ...full.nextPurchase.models[2]!, name: 'gradient-boosting', kind: 'learned' } as const;
    const better = { ...trees, test: { ...trees.test!, mae: 4.4 } };
    const worse = pair('hazard-network', 'gradient-boosting', 0.033, 0.05);
    const nextPurchase = {
      ...full.nextPurchase,
      models: [...full.nextPurchase.models, better],
      paired: [...full.nextPurchase.paired, worse],
    };
    expect(summary({ ...full, nextPurchase })).toContain(
      'Otros modelos: en la prueba, «Árboles potenciados» (otro modelo aprendido) falló de media 0,03 días menos (un 0,8 %), sin diferencia demostrada. Da la fecha sola, sin intervalo ni probabilidades.',
    );
  });

  test('the four figures stand beside their baselines', () => {
    expect(text).toContain('4,43 días Modelo en uso: Red de riesgo diario IC 95 %: 4,34 a 4,53 días');
    expect(text).toContain('Intervalo medio propio: 5,53 días; el modelo, −1,09 (−19,8 %)');
    expect(text).toContain('Tabla de riesgo: 4,57 días; el modelo, −0,13 (−2,9 %)');
    expect(text).toContain('80,34 % +0,34 puntos respecto al 80 %');
    expect(text).toContain('Del cliente, completado con la tienda: 56,46 % (1097 / 1943)');
    expect(text).toContain('Más vendidos de la tienda: 38,19 % (742 / 1943)');
    expect(text).toContain('0,11 % 1.542 de 1.350.184 líneas Si pasa del 5 %, la ejecución falla');
  });

  test('the width of the interval is said to be that within the judged days', () => {
    expect(text).toContain('Ancho medio: 9,7 días, de los 28 en que se juzga Tabla de riesgo: 80,71 %, 9,9 días');
  });

  test('buyers are expected as sums of chances with their range, for one, two and four weeks', () => {
    expect(text).toContain(
      '1.102 compradores esperados en los 7 días que siguen al 31 dic 2017 Con un 80 % de probabilidad, entre 1.079 y 1.124.',
    );
    expect(text).toContain('1.483 compradores esperados en los 14 días');
    expect(text).toContain('1.721 compradores esperados en los 28 días');
    expect(text).toContain('son sumas de probabilidades, no recuentos de fechas');
  });

  test('what the test said of such chances stands beside them', () => {
    // 400, 650 … 2650 rows, given 5, 15 … 95 %; within 28 days 0.4 points fewer with each bin came.
    expect(text).toContain('se esperaba que comprara el 63,5 % de los clientes, y compró el 61,2 %');
  });

  test('the overdue and the lost are told apart, each with what to do', () => {
    expect(text).toContain('214 clientes tardan más de lo habitual en ellos (vencida) Escríbales primero');
    expect(text).toContain(
      '57 clientes con menos de un 50 % de probabilidad de volver en un año (perdida) Intente recuperarlos una vez',
    );
    expect(text).toContain('juzgada en 28 días, la fecha falló en 3 días o menos el 61,5 % de las veces');
  });

  test('a day on which hardly anybody came is said, for lines may be missing', () => {
    expect(text).toContain(
      'Días flojos: el 16 abr 2017 (el 12 %) vino menos de la mitad de los compradores que cabía esperar.',
    );
    expect(summary(fullMetrics(), EN)).toContain('fewer than half of the buyers to be expected came');
    const full = fullMetrics();
    const feast = { ...full.nextPurchase, unusualDays: [{ day: '2017-12-22', activity: 2.5 }] };
    expect(summary({ ...full, nextPurchase: feast })).not.toContain('Días flojos');
  });

  test('a year of history needs no caution about its horizon', () => {
    expect(text).not.toContain('solo se ha podido juzgar');
  });

  test('English says the same with its own marks', () => {
    const english = summary(fullMetrics(), EN);
    expect(english).toContain(
      '“Daily hazard network” errs by 4.43 days on average: 1.09 less (19.8%) than with each customer’s own mean gap',
    );
    expect(english).toContain('56.46% (1097 / 1943)');
    expect(english).toContain(
      '1,102 buyers expected in the 7 days after 31 Dec 2017 With a chance of 80%, between 1,079 and 1,124.',
    );
  });
});

describe('a bad run', () => {
  const text = summary(badMetrics());

  test('a table in use is compared with the own mean gap', () => {
    expect(text).toContain('Las fechas ganan a lo que haría una tienda por su cuenta');
    expect(text).toContain(
      'Fechas: «Tabla de riesgo» se equivoca 4,57 días de media: 0,96 menos (un 17,3 %) que con el intervalo medio de cada cliente',
    );
  });

  test('intervals that are too narrow, one list for all and many rejects are said too', () => {
    expect(text).toContain('72 de cada 100 márgenes del 80 % contienen el día real: son demasiado estrechos');
    expect(text).toContain('la historia de cada cliente no ayuda en estos datos');
    expect(text).toContain('se aparta el 4,36 % de las líneas; revise los motivos');
  });
});

test('an interval that includes zero is no victory', () => {
  const full = fullMetrics();
  const paired = full.nextPurchase.paired.map((compared) =>
    compared.against === 'hazard-table'
      ? { ...compared, difference: { value: -0.02, low: -0.09, high: 0.05 } }
      : compared,
  );
  const text = summary({ ...full, nextPurchase: { ...full.nextPurchase, paired } });
  expect(text).toContain('Las fechas no ganan a todo lo que haría una tienda por su cuenta');
  expect(text).toContain('sin diferencia demostrada con una tabla de dos columnas');
  expect(text).toContain('(−0,02; IC 95 %: −0,09 a +0,05)');
});

describe('a history too short', () => {
  test('the reason is given in the reader’s language', () => {
    expect(summary(shortMetrics())).toContain(
      'la historia de 21 días es demasiado corta para separar entrenamiento, validación y prueba',
    );
    expect(summary(shortMetrics(), EN)).toContain('the history of 21 days is too short');
  });

  test('no figure is invented, and the verdict does not judge', () => {
    const text = summary(shortMetrics());
    expect(text).toContain('Todavía no se sabe cuánto aciertan');
    expect(text).toContain('Error medio de la fecha — No se ha medido');
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test('a part of a buyer is told as a part, and nobody overdue is nobody to write to', () => {
    const text = summary(shortMetrics());
    expect(text).toContain('0,3 compradores esperados en los 7 días');
    expect(text).toContain('entre 0 y 1. No se espera a casi nadie esta semana.');
    expect(text).toContain(
      '1,0 compradores esperados en los 28 días que siguen al 11 mar 2024 Con un 80 % de probabilidad al menos, 1.',
    );
    expect(text).toContain('Nadie se retrasa más de lo suyo.');
    expect(text).toContain('Nadie a quien dar por perdido.');
  });

  test('everybody is said to have a date, unchecked, and by which model', () => {
    expect(summary(shortMetrics())).toContain(
      'Todos los clientes recurrentes tienen la suya, de «Beta-geométrico», sin comprobar',
    );
    expect(summary(shortMetrics(), EN)).toContain('Every recurrent customer has one, by “Beta-geometric”, untested');
    expect(summary(shortMetrics())).toContain('Cuánto aciertan estas fechas y probabilidades está sin medir');
  });
});

test('without customers there is nothing to plan', () => {
  const metrics = { ...shortMetrics(), prediction: { ...shortMetrics().prediction, customers: 0 } };
  expect(summary(metrics)).toContain('No hay clientes recurrentes a la fecha de corte');
});

test('a test with few customers is told with a caution', () => {
  const full = fullMetrics();
  const models = full.nextPurchase.models.map((model) => ({ ...model, test: { ...model.test!, customers: 1 } }));
  expect(summary({ ...full, nextPurchase: { ...full.nextPurchase, models } })).toContain(
    'Con solo 1 cliente en la prueba, estas cifras dicen poco.',
  );
});
