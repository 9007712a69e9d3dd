import { type Json, ofType } from '../../checks/template';
import { first, type Mistake, machine } from './mistake';

export const TABLE_MISTAKES: readonly Mistake[] = [
  {
    what: 'a merge that reads all days',
    in: 'Analytics',
    found: /a merge into events reads all of its days/,
    plant: (t) =>
      machine(t, (definition) => {
        const { statements } = definition.States['What is asked for'].Assign;
        statements.merge = statements.merge.replace(/ AND t\.dt BETWEEN '[^']*' AND '[^']*'/, '');
      }),
  },
  {
    what: 'more words of a column than Glue keeps',
    in: 'Analytics',
    found: /Glue keeps 255 bytes/,
    plant: (t) =>
      machine(t, (definition) => {
        const [table] = definition.States['Declare tables'].Items;
        table.create = table.create.replace(/COMMENT '[^']*'/, `COMMENT '${'x'.repeat(256)}'`);
      }),
  },
  {
    what: 'more views than a state takes',
    in: 'Analytics',
    found: /Declare views: a state takes 256 KiB/,
    plant: (t) =>
      machine(t, (definition) => {
        definition.States['Declare views'].Items.push('x'.repeat(262_144));
      }),
  },
  {
    what: 'a workgroup that clients may overrule',
    in: 'Analytics',
    found: /ask past its limits/,
    plant: (t) => {
      first(t, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.EnforceWorkGroupConfiguration =
        false;
    },
  },
  {
    what: 'no limit of bytes',
    in: 'Analytics',
    found: /may read everything/,
    plant: (t) => {
      delete first(t, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.BytesScannedCutoffPerQuery;
    },
  },
  {
    what: 'results beside the events',
    in: 'Analytics',
    found: /results lie where/,
    plant: (t) => {
      first(t, 'AWS::Athena::WorkGroup').WorkGroupConfiguration.ResultConfiguration.OutputLocation =
        's3://b/results/';
    },
  },
  {
    what: 'a query made before its workgroup',
    in: 'Analytics',
    found: /before its workgroup/,
    plant: (t) => {
      const query = ofType(t, 'AWS::Athena::NamedQuery')[0];
      if (query) delete (query.resource as Json).DependsOn;
    },
  },
  {
    what: 'a query with open places',
    in: 'Analytics',
    found: /values of its parameters/,
    plant: (t) => {
      first(t, 'AWS::Athena::NamedQuery').QueryString = 'SELECT 1 FROM events WHERE dt = ?';
    },
  },
  {
    what: 'a state that leads to none',
    in: 'Analytics',
    found: /leads to Merge, which is not there/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Did anything arrive?'].Choices[0].Next = 'Merge';
      }),
  },
  {
    what: 'a state that nothing leads to',
    in: 'Analytics',
    found: /nothing leads to Keep house/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Is it the run of the night?'].Choices[0].Next = 'Done';
      }),
  },
  {
    what: 'a statement that nobody waits for',
    in: 'Analytics',
    found: /does not wait/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Which days arrived?'].Resource = 'arn:aws:states:::athena:startQueryExecution';
      }),
  },
  {
    what: 'a commit that is not tried again',
    in: 'Analytics',
    found: /not tried again/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Which days arrived?'].Retry = [];
      }),
  },
  {
    what: 'a workgroup that is not there',
    in: 'Analytics',
    found: /no workgroup is called primary/,
    plant: (t) =>
      machine(t, (d) => {
        d.States['Which days arrived?'].Arguments.WorkGroup = 'primary';
      }),
  },
  {
    what: 'a schedule that does not say when',
    in: 'Analytics',
    found: /the wrong hours/,
    plant: (t) => {
      first(t, 'AWS::Scheduler::Schedule').Target.Input = '{}';
    },
  },
];
