import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import type { Schema } from '../../api/client.ts';
import { errorText } from '../../ui/error-text.ts';
import { SafeLink } from '../../ui/SafeLink.tsx';
import classes from './Timeline.module.css';
import { useAttachment } from './useAttachment.ts';
import { useSize } from './useSize.ts';

type Attachment = Schema<'Message'>['attachments'][number];

/** A file of a message: shown where the browser can, else to be opened; never a broken picture. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  if (attachment.state === 'expired' || attachment.state === 'failed')
    return (
      <Missing
        words={t(attachment.state === 'expired' ? 'inbox.files.expired' : 'inbox.files.failedToKeep')}
        attachment={attachment}
      />
    );
  return <Present attachment={attachment} />;
}

function Present({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation();
  const isShown = attachment.state === 'stored';
  const file = useAttachment(attachment.id, 'original');
  const small = useAttachment(attachment.id, 'thumbnail', attachment.thumbnail === true);
  if (file.isPending) return <Missing words={t('states.loading')} attachment={attachment} />;
  if (file.isError) return <Missing words={whyOf(t, file.error)} attachment={attachment} />;
  const { url } = file.data;
  const name = attachment.name ?? t(`inbox.kinds.${attachment.kind}`);
  const isPicture = attachment.kind === 'image' || attachment.kind === 'sticker';
  if (isShown && isPicture)
    return (
      <SafeLink href={url}>
        <img
          className={classes.picture}
          data-kind={attachment.kind}
          src={small.data?.url ?? url}
          alt={name}
          loading="lazy"
        />
      </SafeLink>
    );
  if (isShown && (attachment.kind === 'video' || attachment.kind === 'audio'))
    return <Player kind={attachment.kind} url={url} poster={small.data?.url} />;
  return <FileLine url={url} attachment={attachment} outside={!isShown} />;
}

interface PlayerProps {
  readonly kind: 'video' | 'audio';
  readonly url: string;
  readonly poster: string | undefined;
}

/** A film or a voice message: loaded when somebody plays it. */
function Player({ kind, url, poster }: PlayerProps) {
  const common = { src: url, controls: true, preload: 'none' } as const;
  if (kind === 'audio') return <audio className={classes.audio} {...common} />;
  return <video className={classes.picture} {...common} {...(poster && { poster })} />;
}

/** What the browser does not show, or may not: files of which the platform allows no copy are opened there. */
function FileLine({ url, attachment, outside }: { url: string; attachment: Attachment; outside: boolean }) {
  const { t } = useTranslation();
  const size = useSize();
  return (
    <span className={classes.file}>
      <bdi>{attachment.name ?? t(`inbox.kinds.${attachment.kind}`)}</bdi>
      {attachment.size !== undefined && <small>{size(attachment.size)}</small>}
      <SafeLink href={url}>{t(outside ? 'inbox.files.openOutside' : 'inbox.files.open')}</SafeLink>
    </span>
  );
}

function Missing({ words, attachment }: { words: string; attachment: Attachment }) {
  const { t } = useTranslation();
  return (
    <span className={classes.file}>
      <bdi>{attachment.name ?? t(`inbox.kinds.${attachment.kind}`)}</bdi>
      <small>{words}</small>
    </span>
  );
}

function whyOf(t: TFunction, error: unknown): string {
  const code = error instanceof ApiError ? error.code : '';
  if (code === 'attachment_pending') return t('inbox.files.pending');
  if (code === 'attachment_expired') return t('inbox.files.expired');
  return code === 'attachment_failed' ? t('inbox.files.failedToKeep') : errorText(t, error);
}
