/** A CloudFormation template as far as checks look into it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/** Any value of a template; reading what is not there gives undefined. */
// biome-ignore lint/suspicious/noExplicitAny: templates are JSON of any shape, and checks read deep into it
export type Json = any;

export interface Found {
  readonly id: string;
  readonly properties: Json;
  readonly resource: Resource;
}

/** All resources of a type. */
export function ofType(template: Template, type: string): Found[] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, resource, properties: resource.Properties ?? {} }));
}

/** The resource that a Ref or Fn::GetAtt names; null for anything else. */
export function referred(value: Json): string | null {
  if (typeof value?.Ref === 'string') return value.Ref;
  const attribute = value?.['Fn::GetAtt'];
  if (Array.isArray(attribute)) return String(attribute[0]);
  return typeof attribute === 'string' ? (attribute.split('.')[0] ?? null) : null;
}

/** What stands in for the values that only a deployment knows. */
export function plain(value: Json): string {
  if (typeof value === 'string') return value;
  const joined = value?.['Fn::Join'];
  if (Array.isArray(joined)) return joined[1].map(plain).join(joined[0]);
  return 'known.when.deployed';
}
