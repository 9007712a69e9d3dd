import { describe, expect, test } from 'vitest';
import { dataSide, PART_NAMES } from '../testing/data-templates';
import { ALARM_MISTAKES } from '../testing/mistakes/alarm-mistakes';
import { FIREHOSE_MISTAKES } from '../testing/mistakes/firehose-mistakes';
import { QUICKSIGHT_MISTAKES } from '../testing/mistakes/quicksight-mistakes';
import { ROLE_MISTAKES } from '../testing/mistakes/role-mistakes';
import { TABLE_MISTAKES } from '../testing/mistakes/table-mistakes';
import { alarmProblems } from './alarm-rules';
import { firehoseProblems } from './firehose-rules';
import { quicksightProblems } from './quicksight-rules';
import { roleProblems } from './role-rules';
import { tableProblems } from './table-rules';

const { part } = dataSide();

/** Rules by what they are of, and the mistakes that they have to find. */
const RULES = {
  Firehose: [firehoseProblems, FIREHOSE_MISTAKES],
  alarms: [alarmProblems, ALARM_MISTAKES],
  QuickSight: [quicksightProblems, QUICKSIGHT_MISTAKES],
  tables: [tableProblems, TABLE_MISTAKES],
  roles: [roleProblems, ROLE_MISTAKES],
} as const;

test.each(PART_NAMES)('there is nothing to object to in %s', (name) => {
  for (const [of, [problems]] of Object.entries(RULES)) {
    // The health page's alarms are all of one stack.
    if (of === 'alarms' && name !== 'Monitoring') continue;
    expect([of, problems(part(name))]).toEqual([of, []]);
  }
});

for (const [of, [problems, mistakes]] of Object.entries(RULES)) {
  describe(`a planted mistake of ${of} is found`, () => {
    test.each(mistakes)('$in: $what', ({ in: name, plant, found }) => {
      const planted = structuredClone(part(name));
      plant(planted);
      expect(planted).not.toEqual(part(name));
      expect(problems(planted).join('\n')).toMatch(found);
    });
  });
}
