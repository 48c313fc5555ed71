import { Loading, Refused } from './loading.tsx';
import { useAddress } from './use-address.ts';
import { useStateOf } from './use-state-of.ts';
import { WorkspacePage } from './workspace-page.tsx';

/** Whoever and whatever the address names, as it is now. */
export function Page() {
  const { address, go } = useAddress();
  const watched = useStateOf(address);
  if (watched.refusal !== undefined) return <Refused reason={watched.refusal} onStartOver={() => go({})} />;
  if (watched.state === undefined) return <Loading lost={watched.lost} />;
  return <WorkspacePage state={watched.state} watched={watched} address={address} go={go} />;
}
