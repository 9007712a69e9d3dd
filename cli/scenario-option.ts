import { InvalidArgumentError } from 'commander';
import { systemClock } from '@/lib/common/clock';
import { readScenario, SCENARIO_NAMES, type TrafficScenario } from '@/lib/traffic/scenarios';

/** Parses a scenario by its name or as JSON. */
export function scenario(text: string): TrafficScenario {
  const read = readScenario(text, systemClock());
  if (read) return read;
  throw new InvalidArgumentError(
    `give one of ${SCENARIO_NAMES.join(', ')}, or JSON such as '{"price":{"factor":0.8}}'`,
  );
}
