import { Icon } from './icons.tsx';
import { themeChoices, useTheme } from './use-theme.ts';

const names = { system: 'System', light: 'Light', dark: 'Dark' } as const;

/** Light, dark, or as the reader's system has it. */
export function ThemeSwitch() {
  const { choice, choose } = useTheme();
  return (
    <fieldset className="theme-switch">
      <legend className="unseen">Theme</legend>
      {themeChoices.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="theme"
            className="unseen"
            checked={choice === one}
            onChange={() => choose(one)}
          />
          <Icon name={one} size={14} />
          {names[one]}
        </label>
      ))}
    </fieldset>
  );
}
