import { type App, Tags } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { UNTAGGED } from '../untagged';
import type { WebConfig } from '../web-config';
import { EdgeStack } from './edge-stack';
import { type WebData, WebStack } from './web-stack';

/**
 * The shop on the internet, after the data side: what CloudFront needs in its own region, and the rest.
 * @param prefix what the names of this deployment's stacks begin with
 */
export function addWebSide(app: App, prefix: string, config: WebConfig, data: WebData): void {
  const edge = new EdgeStack(app, `${prefix}Edge`, {
    description: 'Footfall: the firewall before the shop.',
  });
  const web = new WebStack(app, `${prefix}Web`, {
    description: 'Footfall: the shop, its collector and the admin.',
    config,
    data,
    // Built where this is deployed from, by the Dockerfile beside package.json.
    image: () =>
      ContainerImage.fromAsset(process.cwd(), {
        platform: Platform.LINUX_ARM64,
        ...(config.publicUrl && { buildArgs: { FOOTFALL_PUBLIC_URL: config.publicUrl } }),
      }),
  });
  for (const stack of [edge, web]) {
    Tags.of(stack).add('project', 'footfall', { excludeResourceTypes: [...UNTAGGED] });
  }
}
