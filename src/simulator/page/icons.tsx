const paths = {
  hash: 'M7.2 3 5.6 17M14 3l-1.6 14M3.5 7.5h13.3M3 12.5h13.3',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  eye: 'M1.8 10S5 4.5 10 4.5 18.2 10 18.2 10 15 15.5 10 15.5 1.8 10 1.8 10zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  down: 'M10 3.5v13M4.5 11l5.5 5.5 5.5-5.5',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  caret: 'm6 8 4 4 4-4',
  file: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5',
  system: 'M3 4h14v9.5H3zM7 16.5h6M10 13.5v3',
  light:
    'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M16 4l-1.4 1.4M5.4 14.6 4 16',
  dark: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z',
  close: 'm5 5 10 10M15 5 5 15',
  trash: 'M3.5 5.5h13M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  thumb:
    'M3 9h3.5v8H3zM6.5 9.5 9.8 2.8c1.4 0 2.2 1 1.9 2.4L11.2 8h4.3c1 0 1.7.9 1.5 1.9l-1.1 5.6c-.2.9-.9 1.5-1.8 1.5H6.5',
  check: 'm4 10.5 4 4 8-9',
  warning: 'M10 3 18 16.5H2zM10 8v4.2M10 14.4v.01',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing in the text's colour; what it means is said beside it. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
