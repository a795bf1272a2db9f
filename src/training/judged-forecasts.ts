import type { DateModelName } from '../config/model-names';
import type { DateModel, DayPrediction } from '../models/dates/forecast/date-model';
import type { StatedForecasts } from '../models/dates/forecast/day-intervals';
import type { ShopDays } from '../models/dates/forecast/shop-days';
import { predictionOnShopDays, statedOnShopDays } from '../models/dates/forecast/shop-days';
import { wholeForecast } from '../models/dates/forecast/whole-forecast';
import type { JudgedRows } from './judged-rows';

/** What a model says of judged rows. */
export interface JudgedForecast {
  /** Restricted to the horizon, as it is judged. */
  prediction: DayPrediction;
  /** As far as it reaches, for intervals; null where the model gives dates alone. */
  stated: StatedForecasts | null;
}

/** By model name, in the order of the models. */
export type JudgedForecasts = ReadonlyMap<DateModelName, JudgedForecast>;

export function forecastsOf(
  models: readonly DateModel[],
  { rows }: Pick<JudgedRows, 'rows'>,
  horizon: number,
): JudgedForecasts {
  return new Map(
    models.map((model): [DateModelName, JudgedForecast] => {
      const whole = wholeForecast(model, rows, horizon);
      return [
        model.name,
        whole === null
          ? { prediction: model.predict(rows, horizon), stated: null }
          : { prediction: whole.near, stated: { days: whole.days, cells: whole.cells } },
      ];
    }),
  );
}

/** The forecasts as they would have been, had the shop's unusual days been known: what is left is about the customers. */
export function onShopDays(
  forecasts: JudgedForecasts,
  { rows }: Pick<JudgedRows, 'rows'>,
  shop: ShopDays,
): JudgedForecasts {
  return new Map(
    [...forecasts].map(([name, { prediction, stated }]): [DateModelName, JudgedForecast] => [
      name,
      {
        prediction: predictionOnShopDays(prediction, rows.origin, shop),
        stated: stated && statedOnShopDays(stated, rows.origin, shop),
      },
    ]),
  );
}
