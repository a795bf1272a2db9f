import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ParquetSchema, ParquetWriter } from 'parquetjs-lite';
import type { EpochRecord } from '../models/dates/dense/dense-regressor';

export const HISTORY_FILE = 'training_history.parquet';

const SCHEMA = new ParquetSchema({
  epoch: { type: 'INT32' },
  train_mae_days: { type: 'DOUBLE' },
  validation_mae_days: { type: 'DOUBLE', optional: true },
});

/** The training history as a Parquet file, one row an epoch: errors in days on training and validation rows. */
export async function historyToParquet(history: readonly EpochRecord[]): Promise<Uint8Array> {
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const writer = await ParquetWriter.openStream(SCHEMA, stream);
  for (const { epoch, trainMae, validationMae } of history) {
    await writer.appendRow({
      epoch,
      train_mae_days: trainMae,
      ...(validationMae === null ? {} : { validation_mae_days: validationMae }),
    });
  }
  await writer.close();
  return bytes;
}
