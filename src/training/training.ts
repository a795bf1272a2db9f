import type { NextPurchaseMetrics, TopProductsMetrics } from '../evaluation/metrics-schema';
import type { Samples } from '../features/samples';
import type { EpochRecord } from '../models/dates/dense/dense-regressor';
import type { TrainedModel } from '../models/trained-model';
import type { PurchaseHistory } from '../tables/shop';
import type { ProductTest } from './choose-products';
import type { TrainingStep } from './training-steps';

export interface TrainOptions {
  /** What is known of customers on the as-of date, and the rule of who is recurrent. */
  history: PurchaseHistory;
  /** First day of the data and as-of date, epoch days. */
  firstDay: number;
  asOf: number;
  horizon?: number | undefined;
  top: number;
  seed: number;
  /** 1 for products never to be recommended, by product id (excludeProducts). */
  excluded?: Uint8Array | undefined;
  /** Whether the product methods are also judged on each customer's last purchase, as in published tables. */
  lastPurchaseOut?: boolean | undefined;
  /** Threads that may be used; as many as there are cores unless given. Any number gives the same. */
  threads?: number | undefined;
  /** Told of each step. */
  onStep?: ((step: TrainingStep) => void) | undefined;
}

export interface Training {
  model: TrainedModel;
  backend: string;
  nextPurchase: NextPurchaseMetrics;
  topProducts: TopProductsMetrics;
  /** Cases and ranker behind the test figures of the products; null where nothing was judged. */
  productTest: ProductTest | null;
  /** Epochs of the fit on which the choice was made; empty where nothing was trained. */
  history: EpochRecord[];
  /** Of how many customers the models and figures are. */
  samples: Samples;
}
