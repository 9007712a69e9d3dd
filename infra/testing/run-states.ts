import jsonata from 'jsonata';

/** A state of Amazon States Language with JSONata, as far as our machine uses it. */
// biome-ignore lint/suspicious/noExplicitAny: definitions are JSON of many shapes, read deep into
type Json = any;

/** Makes a call of AWS; throws a TaskError for what AWS would answer with an error. */
export type Calls = (resource: string, input: Json) => Promise<Json>;

export class TaskError extends Error {
  constructor(
    readonly error: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Run {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly error: string | null;
  /** Names of the states entered, in order, those of maps included. */
  readonly entered: readonly string[];
  /** Events that its history would hold; Step Functions ends an execution at 25,000. */
  readonly events: number;
}

/** What the history of an execution holds of a state: entered and left, and what is between. */
const EVENTS: Readonly<Record<string, number>> = { Task: 6, Map: 4, Fail: 1, Succeed: 2 };
const EVENTS_AN_ITERATION = 2;

export interface RunOptions {
  readonly calls: Calls;
  readonly startedAt: string;
  /** Called instead of waiting. */
  readonly wait?: (seconds: number) => void;
}

const ARN = 'arn:aws:states:eu-west-1:123456789012:stateMachine:keeper';
export const THIS_EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:keeper:this';

/**
 * Runs a state machine as Step Functions would, but for time and retries: its expressions by JSONata's
 * own implementation, its calls by whoever tests. Maps go item by item.
 */
export async function runStates(definition: Json, input: Json, options: RunOptions): Promise<Run> {
  const { calls, startedAt, wait = () => undefined } = options;
  const entered: string[] = [];
  let events = 0;
  let now = Date.parse(startedAt);
  const context = {
    Execution: { Id: THIS_EXECUTION, StartTime: startedAt },
    StateMachine: { Id: ARN },
  };

  async function flow(part: Json, given: Json, outer: Readonly<Record<string, Json>>) {
    const variables: Record<string, Json> = { ...outer };
    let value = given;
    for (let name: string | undefined = part.StartAt; name; ) {
      const state: Json = part.States[name];
      if (!state) throw new Error(`no state is called ${name}`);
      entered.push(name);
      events += EVENTS[state.Type] ?? 2;
      const State = { Name: name, EnteredTime: new Date(now).toISOString() };
      const states: Record<string, Json> = { input: value, context: { ...context, State } };
      const worked = (template: Json) => evaluated(template, { ...variables, states });
      let following: string | undefined = state.Next;
      switch (state.Type) {
        case 'Succeed':
          return value;
        case 'Fail':
          throw new TaskError(state.Error, state.Cause);
        case 'Wait':
          now += state.Seconds * 1000;
          wait(state.Seconds);
          break;
        case 'Pass':
          break;
        case 'Choice':
          following = state.Default;
          for (const { Condition, Next } of state.Choices) {
            const holds = await worked(Condition);
            if (typeof holds !== 'boolean') throw new Error(`${name}: a condition is no boolean`);
            if (holds) {
              following = Next;
              break;
            }
          }
          break;
        case 'Task':
          try {
            states.result = await calls(state.Resource, await worked(state.Arguments));
          } catch (error) {
            const caught = (state.Catch ?? []).find((one: Json) =>
              one.ErrorEquals.includes((error as TaskError).error),
            );
            if (!caught) throw error;
            name = caught.Next as string;
            continue;
          }
          break;
        case 'Map': {
          const items = await worked(state.Items);
          if (!Array.isArray(items)) throw new Error(`${name}: its items are no array`);
          states.result = [];
          for (const item of items) {
            events += EVENTS_AN_ITERATION;
            states.result.push(await flow(state.ItemProcessor, item, variables));
          }
          break;
        }
        default:
          throw new Error(`${name}: a state of type ${state.Type}`);
      }
      // All at once, of what was known before.
      const assigned = state.Assign ? await worked(state.Assign) : {};
      if ('Output' in state) value = await worked(state.Output);
      else if ('result' in states) value = states.result;
      Object.assign(variables, assigned);
      if (state.End) return value;
      name = following;
    }
    throw new Error('a flow ran out of states');
  }

  try {
    await flow(definition, input, {});
    return { status: 'SUCCEEDED', error: null, entered, events };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return { status: 'FAILED', error: `${error.error}: ${error.message}`, entered, events };
  }
}

/** A template with its expressions worked out; one that gives nothing is an error, as on AWS. */
async function evaluated(template: Json, variables: Readonly<Record<string, Json>>): Promise<Json> {
  if (typeof template === 'string') {
    const [, text] = /^\{%([\s\S]*)%\}$/.exec(template) ?? [];
    if (text === undefined) return template;
    const value = await jsonata(text).evaluate(undefined, { ...variables });
    if (value === undefined) throw new Error(`an expression gave nothing: ${text}`);
    // Plain JSON, as it would be after the state's end.
    return JSON.parse(JSON.stringify(value));
  }
  if (Array.isArray(template)) {
    return Promise.all(template.map((one) => evaluated(one, variables)));
  }
  if (template === null || typeof template !== 'object') return template;
  const entries = Object.entries(template).map(
    async ([key, value]) => [key, await evaluated(value, variables)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
