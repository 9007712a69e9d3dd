/** A finding of the rules of AWS's own solutions that is as it should be, and why. */
export interface Argument {
  /** Rule, with what it found in brackets. */
  readonly finding: RegExp;
  /** Path of the construct. */
  readonly at: RegExp;
  readonly reason: string;
}

/** Each has to be needed, and nothing else may be found: a test says so. */
export const NAG_ARGUMENTS: readonly Argument[] = [
  {
    finding: /^AwsSolutions-IAM5\[Resource::[^*]+\/\*\]$/,
    at: /\/(EventsPolicy|FailedPolicy|Keeper\/Policy|Admin|Replay|Operator|Erasure|Quicksight\/Policy)\/Resource$/,
    reason:
      'Objects below one prefix of one bucket: their names are made when they are written, by time and chance.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /Analytics\/Admin\/Resource$/,
    reason: 'GetMetricData and DescribeAlarms know no resource; both only read.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /Quicksight\/Quicksight\/Policy\/Resource$/,
    reason: 'ListDataCatalogs and ListWorkGroups know no resource; both only list names.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /Analytics\/Keeper\/Role\/DefaultPolicy\/Resource$/,
    reason:
      'The delivery of logs knows no resource; Step Functions asks for it to have a log at all.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:.*:user\/default\/\*\]$/,
    at: /Quicksight\/Embedding\/Resource$/,
    reason: 'A frame is made for whoever is signed in, by the name that they have in QuickSight.',
  },
  {
    finding: /^AwsSolutions-SF2$/,
    at: /Keeper\/Machine\/Resource$/,
    reason:
      'The history of a run has every statement and how long it took; a trace would say less, and cost.',
  },
];
