/** How sure a price is: taken from a public page that was read, or remembered and not looked up again. */
export type PriceSource = 'public page' | 'memory';

export interface Price {
  readonly usd: number;
  /** What one of costs that much. */
  readonly per: string;
  readonly what: string;
  readonly source: PriceSource;
  /** When it was last looked at. */
  readonly read: string;
}

const price = (what: string, usd: number, per: string, source: PriceSource): Price => ({
  what,
  usd,
  per,
  source,
  read: '2026-11-22',
});

/** List prices of us-east-1 without free tiers of the first year. Other regions cost up to a third more. */
export const PRICES = {
  firehoseIngest: price('Firehose, ingested', 0.029, 'GB in units of 5 KB a record', 'memory'),
  firehoseConversion: price('Firehose, to Parquet', 0.018, 'GB of the same', 'memory'),
  s3Put: price('S3 PUT and LIST', 5, 'million', 'public page'),
  s3Get: price('S3 GET', 0.4, 'million', 'public page'),
  s3Storage: price('S3 Standard', 0.023, 'GB-month', 'memory'),
  s3Infrequent: price('S3 Standard-IA', 0.0125, 'GB-month', 'memory'),
  athenaScan: price('Athena', 5, 'TB scanned, at least 10 MB a query', 'public page'),
  stepFunctions: price('Step Functions, standard', 25, 'million transitions', 'memory'),
  eventBridge: price('EventBridge, events of S3', 1, 'million', 'memory'),
  cloudwatchMetric: price('CloudWatch custom metric', 0.3, 'metric-month', 'memory'),
  cloudwatchAlarm: price('CloudWatch alarm', 0.1, 'alarm-month', 'memory'),
  cloudwatchLogs: price('CloudWatch Logs, ingested', 0.5, 'GB', 'memory'),
  fargateVcpu: price('Fargate vCPU, ARM', 0.03238, 'vCPU-hour', 'memory'),
  fargateMemory: price('Fargate memory, ARM', 0.00356, 'GB-hour', 'memory'),
  publicIpv4: price('Public IPv4 address', 0.005, 'address-hour', 'memory'),
  natGateway: price('NAT gateway', 0.045, 'gateway-hour', 'memory'),
  natData: price('NAT gateway, data', 0.045, 'GB', 'memory'),
  albHour: price('Application Load Balancer', 0.0225, 'hour', 'memory'),
  albLcu: price('ALB capacity unit', 0.008, 'LCU-hour', 'memory'),
  cloudfrontRequest: price('CloudFront HTTPS request', 1, 'million', 'public page'),
  cloudfrontOut: price('CloudFront to the internet', 0.085, 'GB, first 10 TB', 'public page'),
  cloudfrontToOrigin: price('CloudFront to the origin', 0.02, 'GB of request bodies', 'memory'),
  wafAcl: price('WAF web ACL', 5, 'month', 'memory'),
  wafRule: price('WAF rule', 1, 'month', 'memory'),
  wafRequest: price('WAF request', 0.6, 'million', 'memory'),
  secret: price('Secrets Manager secret', 0.4, 'month', 'memory'),
  ecrStorage: price('ECR image', 0.1, 'GB-month', 'memory'),
  quicksightAuthor: price('QuickSight author', 24, 'user-month', 'public page'),
  quicksightReader: price('QuickSight reader', 3, 'user-month', 'public page'),
} as const satisfies Record<string, Price>;

/** Free every month, for ever: CloudFront's first requests and gigabytes. */
export const ALWAYS_FREE = { cloudfrontRequests: 10_000_000, cloudfrontGb: 1024 } as const;

export const HOURS_A_MONTH = 730;
export const SECONDS_A_MONTH = HOURS_A_MONTH * 3600;
