import { expect, test } from 'vitest';
import { RecompraError } from '../../src/config/errors';
import { asFailure } from '../../src/lambda/failure';
import { changed } from '../../src/storage/inputs/local-inputs';
import { s3Error } from '../../src/storage/s3/s3-errors';

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

test('what an error says for logs goes along; what was read or set, and foreign texts, stay behind', () => {
  const ours = new RecompraError('data', 'a.csv: no column usuario', {
    remedy: 'name the columns, e.g. --columns usuario=6cba0c',
    lines: ['columns found: 2014-10-01, 6cba0c'],
    logged: 'no column for usuario',
  });
  expect(asFailure(ours).message).toMatch(/^no column for usuario; what to do: run the same/);
  const silent = new RecompraError('data', '6cba0c is no product', { remedy: 'leave 6cba0c out' });
  expect(asFailure(silent).message).toMatch(/^the input breaks the data contract; what to do/);
  const query = new RecompraError('unexpected', "the query failed: could not convert '6cba0c'", {
    lines: ["SELECT '6cba0c'"],
    cause: new Error('6cba0c'),
  });
  for (const cause of [ours, silent, query, new Error('customer 6cba0c')]) {
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
  expect(asFailure(new RecompraError('data', 'x', { logged: 'x' })).origin).toEqual([]);
});

test("a server's answer is told by its code and request id alone, where they look like some", () => {
  const token = `FwoGZXIvYXdzE${'aB3/+='.repeat(60)}`;
  const hostile = [
    { name: token, message: 'x' },
    { name: 'InternalError', message: `your header was ${token}\n    at ${token} (${token}:1:1)` },
    { name: 'AccessDenied', message: token, $metadata: { httpStatusCode: 403, requestId: token } },
    { name: 'SlowDown', message: token, code: token, $metadata: { httpStatusCode: 503, requestId: token } },
    { name: 'Checksum', message: `Checksum mismatch: expected "${token}" but received "${token}"` },
  ].map((fields) => Object.assign(new Error(fields.message), fields));
  for (const cause of hostile) {
    const error = s3Error('s3:GetObject', lines, cause);
    const told = [error.message, error.remedy, error.logged, ...error.lines].join();
    const failure = asFailure(error);
    const logged = JSON.stringify({ ...failure, message: failure.message, stack: failure.stack });
    expect(told + logged).not.toContain('FwoGZXIvYXdzE');
    expect(logged).toContain('s3://shop/lines/a.csv');
  }
  const known = Object.assign(answer('AccessDenied', 403), { $metadata: { requestId: '4442587FB7D0A2F9' } });
  expect(s3Error('s3:GetObject', lines, known).message).toContain('AccessDenied, request 4442587FB7D0A2F9');
});
