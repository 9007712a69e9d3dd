import { type Json, ofType, plain, type Template } from '../../checks/template';
import type { PartName } from '../data-templates';

/** Something that an author could get wrong, and that no compiler or linter says. */
export interface Mistake {
  readonly what: string;
  readonly in: PartName;
  readonly plant: (template: Template) => void;
  /** What the rules have to say of it. */
  readonly found: RegExp;
}

/** Properties of the first resource of a type, to be changed. */
export function first(template: Template, type: string, id = /./): Json {
  const one = ofType(template, type).find((found) => id.test(found.id));
  if (!one) throw new Error(`no ${type}`);
  return one.properties;
}

export const target = (template: Template, id = /Events/): Json =>
  first(template, 'AWS::KinesisFirehose::DeliveryStream', id).ExtendedS3DestinationConfiguration;

export const table = (template: Template): Json => first(template, 'AWS::Glue::Table').TableInput;

export const bucket = (template: Template, id: RegExp): Json =>
  first(template, 'AWS::S3::Bucket', id);

export const alarm = (template: Template, id: RegExp): Json =>
  first(template, 'AWS::CloudWatch::Alarm', id);

/** The definition of the dashboard with all sheets. */
export const shop = (template: Template): Json =>
  first(template, 'AWS::QuickSight::Dashboard', /QuicksightDashboard/).Definition;

/** Statements of the first policy so named. */
export const statement = (template: Template, id: RegExp): Json[] =>
  [...ofType(template, 'AWS::IAM::Policy'), ...ofType(template, 'AWS::IAM::ManagedPolicy')].find(
    (one) => id.test(one.id),
  )?.properties.PolicyDocument.Statement;

/** Changes the definition of the state machine as JSON. */
export function machine(template: Template, change: (definition: Json) => void): void {
  const properties = first(template, 'AWS::StepFunctions::StateMachine');
  const definition = JSON.parse(plain(properties.DefinitionString));
  change(definition);
  properties.DefinitionString = JSON.stringify(definition);
}
