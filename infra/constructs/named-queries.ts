import { CfnNamedQuery, type CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import { namedQueries } from '@/lib/analytics/named-queries';

export interface NamedQueriesProps {
  readonly workgroup: CfnWorkGroup;
  readonly database: string;
}

/** The reports, to be opened in Athena's console. */
export class NamedQueries extends Construct {
  constructor(scope: Construct, id: string, { workgroup, database }: NamedQueriesProps) {
    super(scope, id);
    for (const { name, question, sql } of namedQueries()) {
      const query = new CfnNamedQuery(this, name, {
        name: `report ${name}`,
        description: question,
        database,
        workGroup: workgroup.name,
        queryString: sql,
      });
      // It names the workgroup by its name, from which nothing is concluded.
      query.addResourceDependency(workgroup);
    }
  }
}
