import type { Publication } from '../publication/publication';
import { openPublication } from '../publication/publication';
import { closing } from '../storage/disk/cleanup';
import type { PlacelessContext } from './context/job-context';
import type { ReadingContext } from './lines/lake-settings';
import type { LoadedData } from './lines/load-data';
import { loadData } from './lines/load-data';

/** Works with a publication into `target`, of which nothing is left unless it was published. */
export async function withPublication<T>(
  { settings, workDir, progress }: PlacelessContext,
  target: string,
  work: (publication: Publication) => Promise<T>,
): Promise<T> {
  const publication = await openPublication({ target, workDir, s3: settings.s3, note: (text) => progress.note(text) });
  return closing(
    () => publication.discard(),
    () => work(publication),
  );
}

/** Works with the purchase lines of the settings in an engine, which is closed afterwards. */
export async function withData<T>(context: ReadingContext, work: (data: LoadedData) => Promise<T>): Promise<T> {
  const data = await loadData(context);
  return closing(
    () => data.engine.close(),
    () => work(data),
  );
}
