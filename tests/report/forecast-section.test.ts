import { describe, expect, test } from 'vitest';
import { renderForecast } from '../../src/report/sections/forecast-section';
import { EN } from '../../src/report/texts/texts-en';
import { ES } from '../../src/report/texts/texts-es';
import { fullMetrics } from './metrics-fixture';
import { shortMetrics } from './other-states';
import { chartPayloads, pageText } from './page-text';

const markup = renderForecast(fullMetrics(), ES);
const text = pageText(markup);

describe('the forecast as a distribution', () => {
  test('every model has its scores, and a dash where it gives no chances', () => {
    expect(text).toContain('Tabla de riesgo 3,175 3,115 3,235 0,1156 0,6920 0,1637 0,1051 0,06000');
    expect(text).toContain('Red densa 4,512 4,419 4,605 — 0,6986 — — —');
    expect(text).toContain(
      'La fecha, el intervalo y las probabilidades de las predicciones son de «Red de riesgo diario»',
    );
  });

  test('reliability tells what was stated and what came, and draws a line for each horizon beside the identity', () => {
    const [reliability] = chartPayloads(markup);
    expect(text).toContain('En 7 días se esperaba que comprara el 63,5 %, y compró el 63,5 %');
    expect(markup.text).toContain(
      'En 28 días, el punto que más se aparta de la diagonal con 100 casos o más lo hace en 3,6',
    );
    expect(reliability!.data).toHaveLength(4);
    expect(reliability!.csv.trim().split('\r\n')).toHaveLength(31);
  });

  test('who has not returned is told at the horizon, with the half', () => {
    const [, returned] = chartPayloads(markup);
    expect(text).toContain('A los 28 días seguía sin volver el 9,0 %');
    expect(returned!.csv).toContain('90;0,04000;0,005000');
    expect(pageText(renderForecast(fullMetrics(), EN))).toContain('After 28 days 9.0% had not returned');
  });

  test('coverage by segment names the worst and the best, and is silent on few cases', () => {
    expect(text).toContain('entre el 74,2 % y el 81,1 % de las veces');
    expect(text).toContain('Días pasados ÷ intervalo mediano 4 — 1.800 74,20 % 17,20');
    expect(text).toContain('Compras hasta la fecha — 5 104 — —');
  });

  test('the classical gap states whom it leaves out', () => {
    expect(text).toContain('sin el 4,2 % que aún no ha vuelto');
    expect(text).toContain('Tabla de riesgo 1.496 7,210 13,40 0,08000');
  });

  test('nothing measured draws nothing', () => {
    const none = renderForecast(shortMetrics(), ES);
    expect(chartPayloads(none)).toEqual([]);
    expect(pageText(none)).not.toMatch(/NaN|undefined|Infinity/);
  });
});
