import type { ProcessMeasure } from '../measure-process';
import type { PartMeasure } from './parts';

/** What the pandas script printed. */
export interface PandasFeatures {
  customers: number;
  /** Whether there were as many customers, and the largest difference of a value. */
  same: boolean;
  difference: number;
  wallSeconds: number;
  cpuSeconds: number;
}

/** What `npm run bench:predict` measured. */
export interface PredictResult {
  command: string;
  machine: Record<string, string | number>;
  /** Of the shop, and its days of history. */
  customers: number;
  days: number;
  /** Recurrent customers, who are predicted. */
  predicted: number;
  /** The whole command. */
  whole: ProcessMeasure;
  parts: PartMeasure[];
  pandasFeatures: PandasFeatures;
}
