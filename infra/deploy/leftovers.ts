import type { ObjectStore } from '@/lib/storage/object-store';
import type { PlannedStack } from './assembly';

/** Something that is there, and costs, after the stacks are gone. */
export interface Leftover {
  readonly what: string;
  readonly remove: string;
}

/** A part of what is removed, and goes with it. */
const GOES_WITH_ITS_WHOLE = ['AWS::Logs::LogStream', 'AWS::S3::BucketPolicy'];

/** What a stack leaves on purpose: resources that outlive it. */
export function retained(
  stacks: readonly PlannedStack[],
): readonly { stack: string; id: string; type: string }[] {
  return stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources)
      .filter(([, { DeletionPolicy }]) => DeletionPolicy && DeletionPolicy !== 'Delete')
      .filter(([, { Type }]) => !GOES_WITH_ITS_WHOLE.includes(Type))
      .map(([id, { Type }]) => ({ stack: name, id, type: Type })),
  );
}

/** Buckets of the settings that still hold something, or that still are there. */
export async function bucketsLeft(
  buckets: readonly string[],
  open: (address: string) => Pick<ObjectStore, 'list'>,
): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const bucket of buckets) {
    try {
      const objects = await open(`s3://${bucket}/`).list('');
      const bytes = objects.reduce((sum, one) => sum + one.bytes, 0);
      const size = `${objects.length} objects, ${(bytes / 2 ** 30).toFixed(2)} GiB`;
      found.push({ what: `bucket ${bucket}: ${size}`, remove: `aws s3 rb --force s3://${bucket}` });
    } catch (error) {
      if (isGone(error)) continue;
      const why = (error as Error).message;
      found.push({
        what: `bucket ${bucket}, which could not be looked into: ${why}`,
        remove: `aws s3 ls s3://${bucket}`,
      });
    }
  }
  return found;
}

/** What no template knows and every deployment leaves. */
export function alwaysLeft(hasWeb: boolean): readonly Leftover[] {
  return [
    {
      what: 'the stack CDKToolkit of cdk bootstrap, with its bucket and its repository of images',
      remove:
        'aws cloudformation delete-stack --stack-name CDKToolkit   (if nothing else uses it; empty its bucket first)',
    },
    ...(hasWeb
      ? [
          {
            what: 'secrets, which AWS keeps for some days before it deletes them, at no charge',
            remove: 'aws secretsmanager list-secrets --include-planned-deletion',
          },
        ]
      : []),
  ];
}

function isGone(error: unknown): boolean {
  const words = `${(error as Error).name} ${(error as Error).message}`;
  return /NoSuchBucket|NotFound/.test(words);
}
