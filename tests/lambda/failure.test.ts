import { expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { asFailure } from '../../src/lambda/failure';
import { changed } from '../../src/storage/local-inputs';
import { s3Error } from '../../src/storage/s3-errors';

const lines = { bucket: 'shop', key: 'lines/a.csv' };
const answer = (name: string, status?: number) =>
  Object.assign(new Error(`said by S3: ${name}`), { name, $metadata: { httpStatusCode: status } });

test.each([
  ['a broken contract', new RecompraError('data', '3 of 4 lines cannot be used'), 'DataContractError', false],
  ['bad settings', new RecompraError('usage', 'RECOMPRA_TOP'), 'ConfigurationError', false],
  ['no model', new RecompraError('model', 'there is no model'), 'ModelError', false],
  ['no permission', s3Error('s3:GetObject', lines, answer('AccessDenied', 403)), 'ConfigurationError', false],
  ['a missing object', s3Error('s3:GetObject', lines, answer('NoSuchKey', 404)), 'DataContractError', false],
  ['a busy S3', s3Error('s3:PutObject', lines, answer('SlowDown', 503)), 'TransportError', true],
  ['a failing S3', s3Error('s3:GetObject', lines, answer('InternalError', 500)), 'TransportError', true],
  [
    'a reset',
    s3Error('s3:GetObject', lines, Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })),
    'TransportError',
    true,
  ],
  ['an input replaced while it was read', changed('s3://shop/lines/a.csv'), 'TransportError', true],
  ['a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), 'StorageSpaceError', false],
  [
    'an engine without room',
    new RecompraError('unexpected', 'the query failed: …', {
      cause: new Error('Out of Memory Error: failed to allocate'),
    }),
    'OutOfMemoryError',
    false,
  ],
  ['an interruption', new RecompraError('interrupted', 'the upload was interrupted'), 'OutOfTimeError', true],
  ['anything else', new TypeError('x is not a function'), 'UnexpectedError', true],
])('%s', (_, cause, name, retryable) => {
  expect(asFailure(cause)).toMatchObject({ name, retryable });
});

test('message and remedy go along where they are ours, quoted rows and foreign texts stay behind', () => {
  const ours = new RecompraError('data', 'a.csv: no column usuario', {
    remedy: 'name the columns',
    lines: ['columns found: 2014-10-01, 6cba0c'],
  });
  expect(asFailure(ours).message).toBe('a.csv: no column usuario; what to do: name the columns');
  const query = new RecompraError('unexpected', "the query failed: could not convert '6cba0c'", {
    lines: ["SELECT '6cba0c'"],
    cause: new Error('6cba0c'),
  });
  for (const cause of [ours, query, new Error('customer 6cba0c')]) {
    const failure = asFailure(cause);
    expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toContain('6cba0c');
    expect(failure.cause).toBeUndefined();
  }
});

test('an unexpected error tells where it came from', () => {
  const query = new RecompraError('unexpected', "could not convert '6cba0c'", { cause: new TypeError("at '6cba0c'") });
  const { origin } = asFailure(query);
  expect(origin.map(({ name }) => name)).toEqual(['RecompraError', 'TypeError']);
  expect(origin[0]!.at[0]).toMatch(/^at .*failure\.test\.ts/);
  expect(asFailure(new RecompraError('data', 'x')).origin).toEqual([]);
});
