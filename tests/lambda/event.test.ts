import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../src/lambda/event';
import { bridged, notification, scheduled } from './aws-events';

test('an empty event and a schedule mean the places of the environment', () => {
  expect(parseEvent({})).toEqual({ kind: 'defaults' });
  expect(parseEvent(scheduled)).toEqual({ kind: 'defaults' });
  expect(parseEvent({ ...scheduled, source: 'aws.scheduler', detail: '{}' })).toEqual({ kind: 'defaults' });
});

test('bucket and keys', () => {
  expect(parseEvent({ bucket: 'shop', key_input: 'raw/data.csv', key_output: 'clean' })).toEqual({
    kind: 'keys',
    bucket: 'shop',
    inputKey: 'raw/data.csv',
    outputKey: 'clean',
  });
});

test('a notification gives every created object, its key decoded as a form is', () => {
  const event = notification({ key: 'lines/ma%C3%B1ana+1%2B2.csv' }, { bucket: 'other', key: 'b.csv' });
  expect(parseEvent(event)).toEqual({
    kind: 'created',
    objects: [
      { bucket: 'shop', key: 'lines/mañana 1+2.csv' },
      { bucket: 'other', key: 'b.csv' },
    ],
  });
});

test('any key comes back from the encoding S3 uses', () => {
  const encode = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+');
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (key) => {
      expect(parseEvent(notification({ key: encode(key) }))).toMatchObject({ objects: [{ key }] });
    }),
  );
});

test('removals and restorals are known and are no new lines', () => {
  const events = [
    notification({ key: 'a.csv', name: 'ObjectRemoved:Delete' }),
    notification({ key: 'a.csv', name: 'ObjectRestore:Completed' }),
    bridged('a.csv', 'shop', 'Object Deleted'),
  ];
  for (const event of events) expect(parseEvent(event)).toEqual({ kind: 'created', objects: [] });
});

test('EventBridge gives the key as it is', () => {
  expect(parseEvent(bridged('a+b%20.csv'))).toEqual({
    kind: 'created',
    objects: [{ bucket: 'shop', key: 'a+b%20.csv' }],
  });
});

test.each([
  ['null', null, 'null'],
  ['text', 'run', 'a string'],
  ['a list', [], 'a list'],
  ['one key', { bucket: 'shop', key_input: 'a.csv' }, 'the fields bucket, key_input'],
  ['an additional field', { bucket: 'shop', key_input: 'a', key_output: 'b', seed: 1 }, 'the fields bucket,'],
  ['an empty key', { bucket: 'shop', key_input: '', key_output: 'b' }, 'the fields bucket,'],
  ['no records', { Records: [] }, 'the fields Records'],
  ['another source', { Records: [{ eventSource: 'aws:sqs', body: '6cba0c' }] }, 'the fields Records'],
  ['a broken encoding', notification({ key: 'a%ZZ.csv' }), 'the fields Records'],
  ['another detail', { ...scheduled, source: 'aws.ec2' }, 'the fields source, detail-type'],
  ['names that may be anybody', { '6cba0c': 1, 'x@6cba0c': 2 }, 'the fields 2 unknown'],
])('%s is refused, telling the fields that belong there and no value', (_, event, found) => {
  let thrown: unknown;
  try {
    parseEvent(event);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ name: 'EventError', retryable: false });
  expect(String(thrown)).toContain(`found ${found}`);
  expect(String(thrown)).not.toContain('6cba0c');
});
