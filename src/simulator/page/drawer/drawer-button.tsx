import { drawerButtonId, drawerKey, useDrawer, useDrawerKey } from './use-drawer.ts';

/** Opens what developers want to see. */
export function DrawerButton() {
  const { isOpen, toggle } = useDrawer();
  useDrawerKey();
  return (
    <button
      id={drawerButtonId}
      type="button"
      className="drawer-button"
      aria-label="Developer's drawer"
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'drawer' : undefined}
      aria-keyshortcuts="Control+."
      title={`Developer's drawer (${drawerKey.label})`}
      onClick={toggle}
    >
      <svg viewBox="0 0 20 20" width="18" height="18" fill="none" aria-hidden="true">
        <path
          d="m6.5 6-4 4 4 4m7-8 4 4-4 4M11.5 4.5l-3 11"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  );
}
