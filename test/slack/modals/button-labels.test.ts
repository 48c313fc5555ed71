import { expect, it } from 'vitest';
import { modalButton } from '../../../src/slack/modals/settings-parts.ts';

it('a button of a row says to a screen reader which row, cut where Slack cuts', () => {
  const label = (of: string) =>
    modalButton('open_team', 'Change Team', { value: '1', of }).accessibility_label;
  expect(label('Sales Berlin')).toBe('Change Team: Sales Berlin');
  expect(label('🦄'.repeat(50))).toBe(`Change Team: ${'🦄'.repeat(31)}`);
  expect(modalButton('add_team', 'Add Team')).not.toHaveProperty('accessibility_label');
});
