import { count, fixed } from '../readme-format';

/** What the README tells of bench/results/lambda.json. */
export interface LambdaResult {
  imageMb: { total: number; engine: number };
  coldStartMs: {
    rounds: number;
    etl: { init: number; firstS3Byte: number; answer: number };
    emptyHandler: { answer: number };
  };
  etl: {
    lines: number;
    inputMiB: number;
    functions: { functionMb: number; seconds: number; peakMiB: number; storageTimesInput: number }[];
  };
}

/** The README's figures of the functions. */
export function lambdaFigures({ imageMb, coldStartMs, etl }: LambdaResult): string {
  const { rounds, etl: cold, emptyHandler } = coldStartMs;
  const runs = etl.functions.map(
    ({ functionMb, seconds, peakMiB, storageTimesInput }) =>
      `${count(functionMb)} MB ${fixed(seconds, 1)} s, ${count(peakMiB)} MiB, ${fixed(storageTimesInput, 1)} ×`,
  );
  return [
    `The image has ${imageMb.total} MB on top of its base, ${imageMb.engine} of them DuckDB. Cold start, behind the emulator: S3's first`,
    `byte after ${cold.firstS3Byte} ms, of which start of process and module ${cold.init} ms (medians of ${rounds}; an empty handler answers`,
    `after ${emptyHandler.answer} ms). ETL of ${count(etl.lines)} lines (${etl.inputMiB} MiB), cold, by the function's size: time, peak memory, ephemeral`,
    `storage as a multiple of the input: ${runs.join(' · ')}.`,
  ].join('\n');
}
