import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Grant, type Places, ROLES, type RoleName } from './roles';

/** A role's grants as statements of a policy. */
export function statementsOf(role: RoleName, places: Places): PolicyStatement[] {
  const grants: readonly Grant[] = ROLES[role];
  return grants.map(
    ({ actions, on }) =>
      new PolicyStatement({
        actions: [...actions],
        resources: on.flatMap((place) => {
          if (place === 'everything') return ['*'];
          const arns = places[place];
          if (!arns) throw new Error(`the role ${role} needs the ARN of: ${place}`);
          return [...arns];
        }),
      }),
  );
}
