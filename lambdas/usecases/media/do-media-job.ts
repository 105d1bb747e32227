import type { MediaJob } from '../../ports/media-jobs.ts';
import { fetchProfile } from '../customers/fetch-profile.ts';
import { dropFiles } from './drop-files.ts';
import { fetchAttachment } from './fetch-attachment.ts';
import type { MediaDeps } from './media-deps.ts';

/**
 * Does one job. Every job can be repeated.
 * @throws whatever a store raises: the job then comes back
 */
export async function doMediaJob(deps: MediaDeps, job: MediaJob): Promise<void> {
  switch (job.kind) {
    case 'fetch':
      return fetchAttachment(deps, job);
    case 'drop':
      return dropFiles(deps, job);
    case 'profile':
      return fetchProfile(deps, job);
    case 'forget':
      return deps.objects.delete({ kind: 'view', workspaceId: job.workspaceId, id: job.viewId });
  }
}
