import { Command, Option } from 'commander';
import { STAGES, type Stage } from '@/infra/deployment';

/** What `deploy` and `destroy` have in common: which stacks, and how sure somebody is. */
export interface StackOptions {
  readonly stage: Stage;
  readonly context: readonly string[];
  readonly web: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Words for the same options, as each of the two commands means them. */
export interface StackWords {
  readonly description: string;
  readonly context: string;
  readonly noWeb: string;
  readonly dryRun: string;
}

export function stackCommand(name: string, words: StackWords): Command {
  return new Command(`npm run ${name} --`)
    .description(words.description)
    .addOption(new Option('--stage <stage>', 'which deployment').choices(STAGES).default('dev'))
    .option(
      '-c, --context <name=value>',
      words.context,
      (one: string, before: readonly string[]) => [...before, one],
      [],
    )
    .option('--no-web', words.noWeb)
    .option('--dry-run', words.dryRun, false)
    .option('--yes', 'do not ask', false);
}
