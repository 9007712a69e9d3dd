import { expect, test } from 'vitest';
import { changedParameters, filtersOf, parametersOf } from './quicksight-parameters';

const NOW = Date.UTC(2026, 10, 22, 8, 30);
const of = (text: string) => parametersOf(new URLSearchParams(text), NOW);

test('every filter is a parameter, and one that narrows nothing says so', () => {
  const parameters = of('range=7d&device_type=mobile,tablet&country=IE');
  expect(parameters).toContainEqual({ Name: 'DeviceType', Values: ['mobile', 'tablet'] });
  expect(parameters).toContainEqual({ Name: 'Country', Values: ['IE'] });
  expect(parameters).toContainEqual({ Name: 'Actor', Values: ['ALL_VALUES'] });
  expect(parameters).toHaveLength(8);
});

test('the stretch of time is told in UTC, ending now or at its own end', () => {
  const time = (text: string) =>
    of(text)
      .slice(0, 2)
      .map(({ Name, Values }) => [Name, ...Values]);
  expect(time('range=1h')).toEqual([
    ['From', '2026-11-22T07:30:00'],
    ['To', '2026-11-22T08:30:00'],
  ]);
  expect(time('range=today&time_zone=Europe/Berlin')[0]).toEqual(['From', '2026-11-21T23:00:00']);
  const given = `from_ms=${Date.UTC(2026, 9, 1)}&to_ms=${Date.UTC(2026, 9, 8)}`;
  expect(time(given)).toEqual([
    ['From', '2026-10-01T00:00:00'],
    ['To', '2026-10-08T00:00:00'],
  ]);
});

test('only what differs is set, whatever its order', () => {
  const before = of('device_type=mobile,tablet&actor=bot');
  expect(changedParameters(before, of('actor=bot&device_type=tablet,mobile'))).toEqual([]);
  expect(changedParameters(before, of('device_type=tablet&actor=bot'))).toEqual([
    { Name: 'DeviceType', Values: ['tablet'] },
  ]);
  expect(changedParameters([], before)).toEqual(before);
});

test('what is chosen in the frame comes back as the page’s filters', () => {
  const changed = [
    { Name: 'DeviceType', Values: ['mobile', 'desktop'] },
    { Name: 'Channel', Values: 'ALL_VALUES' },
    { Name: 'Actor', Values: ['[ALL_VALUES]'] },
  ];
  expect(filtersOf({ changedParameters: changed })).toEqual({
    device_type: 'mobile,desktop',
    channel: '',
    actor: '',
  });
});

test.each([
  null,
  'text',
  {},
  { changedParameters: 'DeviceType' },
  {
    changedParameters: [
      null,
      7,
      { Name: 'from_ms', Values: ['0'] },
      { Name: '__proto__', Values: ['x'] },
    ],
  },
])('a message that is no change of ours changes nothing: %j', (message) => {
  expect(filtersOf(message)).toEqual({});
});

test('a value that no filter has is left out', () => {
  const changed = [
    { Name: 'DeviceType', Values: ['fridge', 'mobile', 7] },
    { Name: 'Country', Values: ['IE', '<script>'] },
  ];
  expect(filtersOf({ changedParameters: changed })).toEqual({
    device_type: 'mobile',
    country: 'IE',
  });
});
