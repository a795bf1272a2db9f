import { it } from 'vitest';
import { expectCommittedOutputs } from '../notebooks/committed-outputs';

// The others are executed by `npm test`.
it('the notebook on own data gives the outputs that are committed', async () => {
  await expectCommittedOutputs('06_your_data.ipynb');
});
