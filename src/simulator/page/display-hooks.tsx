import type { MessageProps } from 'slack-blocks-to-jsx';
import { channelLabel } from './channel-label.ts';
import { formatDateToken } from './date-token.ts';
import { usePage, useSteady } from './page-context.ts';

/**
 * The library keeps the names and hooks it was first given. So it is given components that ask the page themselves, and
 * are right when names, clock or viewer change.
 */
export const displayHooks: NonNullable<MessageProps['hooks']> = {
  user: ({ id }) => <UserMention id={id} />,
  channel: ({ id }) => <ChannelMention id={id} />,
  date: ({ timestamp, format, link }) => (
    <LocalDate seconds={Number(timestamp)} format={format} link={link ?? undefined} />
  ),
};

function UserMention({ id }: { readonly id: string }) {
  const { users, app, viewer } = useSteady();
  const name = id === app.id ? app.name : users.find((one) => one.id === id)?.name;
  return <span className={id === viewer.user ? 'mention you' : 'mention'}>@{name ?? id}</span>;
}

function ChannelMention({ id }: { readonly id: string }) {
  const { state, goTo } = usePage();
  const channel = state.channels.find((one) => one.id === id);
  if (channel === undefined) return <span className="mention">🔒 private channel</span>;
  return (
    <button type="button" className="mention" onClick={() => goTo(id)}>
      {channelLabel(channel, state).replace(/^# /, '#')}
    </button>
  );
}

type DateProps = { readonly seconds: number; readonly format: string; readonly link: string | undefined };

function LocalDate({ seconds, format, link }: DateProps) {
  const { now, viewer } = usePage().state;
  const text = formatDateToken(seconds, format, viewer.tz, now);
  const whole = formatDateToken(seconds, '{date_long} at {time}', viewer.tz, now);
  if (link === undefined) return <span title={whole}>{text}</span>;
  return (
    <a href={link} target="_blank" rel="noreferrer" title={whole}>
      {text}
    </a>
  );
}
