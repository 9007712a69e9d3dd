import { Aws } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface MonthlyBudgetProps {
  readonly name: string;
  readonly usd: number;
  readonly topic: ITopic;
}

/**
 * Tells when the account's month costs four fifths of what it may, and when it is on the way to more.
 * All of the account: a budget by tag sees nothing until somebody activates the tag for billing.
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { name, usd, topic }: MonthlyBudgetProps) {
    super(scope, id);
    const told = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        // Of the whole account, as the name is: with a second region there are two of them.
        budgetName: `${name}-${Aws.REGION}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: usd, unit: 'USD' },
      },
      notificationsWithSubscribers: [told('ACTUAL', 80), told('FORECASTED', 100)],
    });
  }
}
