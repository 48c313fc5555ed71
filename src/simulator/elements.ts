import { z } from 'zod';
import { blockLimits as limits } from './block-limits.ts';

/** Text objects and the elements that stand inside blocks. Unknown fields are refused, as Slack does. */
export const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
export const mrkdwnText = mrkdwn;

const actionId = z.string().min(1).max(limits.action_id).optional();
const placeholder = plain(limits.placeholder).optional();
const style = z.enum(['primary', 'danger']).optional();

export const confirm = z.strictObject({
  title: plain(limits['confirm.title']),
  text: anyText(limits['confirm.text']),
  confirm: plain(limits['confirm.confirm']),
  deny: plain(limits['confirm.deny']),
  style,
});

const option = z.strictObject({
  text: anyText(limits['option.text']),
  value: z.string().max(limits['option.value']),
  description: anyText(limits['option.description']).optional(),
  url: z.string().max(limits['button.url']).optional(),
});
const options = (max: number) => z.array(option).min(1).max(max);
const optionGroup = z.strictObject({
  label: plain(limits['option_group.label']),
  options: options(limits['select.options']),
});

const acting = { action_id: actionId, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const dispatchConfig = z
  .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])) })
  .optional();

export const button = z.strictObject({
  type: z.literal('button'),
  text: plain(limits['button.text']),
  action_id: actionId,
  url: z.string().max(limits['button.url']).optional(),
  value: z.string().max(limits['button.value']).optional(),
  style,
  confirm: confirm.optional(),
  accessibility_label: z.string().max(limits['button.accessibility_label']).optional(),
});

const imageSource = {
  image_url: z.string().max(limits['image.image_url']).optional(),
  slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]).optional(),
};
const hasSource = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
export const imageFields = imageSource;
export const needsSource = { check: hasSource, message: 'must provide one of: image_url, slack_file' };

export const imageElement = z
  .strictObject({
    type: z.literal('image'),
    alt_text: z.string().max(limits['image.alt_text']),
    ...imageSource,
  })
  .refine(needsSource.check, needsSource.message);

const choice = {
  options: options(limits['select.options']).optional(),
  option_groups: z.array(optionGroup).min(1).max(limits['select.option_groups']).optional(),
};
const hasChoice = (select: { options?: unknown; option_groups?: unknown }) =>
  (select.options === undefined) !== (select.option_groups === undefined);
const needsChoice = 'must provide one of: options, option_groups';
const many = { max_selected_items: z.int().min(1).optional() };
const ids = z.array(z.string()).optional();
const external = { min_query_length: z.int().min(0).optional() };
const responseUrl = { response_url_enabled: z.boolean().optional() };
const filter = {
  filter: z.looseObject({}).optional(),
  default_to_current_conversation: z.boolean().optional(),
};

const selects = [
  z
    .strictObject({
      type: z.literal('static_select'),
      ...acting,
      ...choice,
      placeholder,
      initial_option: option.optional(),
    })
    .refine(hasChoice, needsChoice),
  z.strictObject({
    type: z.literal('external_select'),
    ...acting,
    ...external,
    placeholder,
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('users_select'),
    ...acting,
    placeholder,
    initial_user: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...acting,
    ...filter,
    ...responseUrl,
    placeholder,
    initial_conversation: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...acting,
    ...responseUrl,
    placeholder,
    initial_channel: z.string().optional(),
  }),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...acting,
      ...choice,
      ...many,
      placeholder,
      initial_options: z.array(option).optional(),
    })
    .refine(hasChoice, needsChoice),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...acting,
    ...external,
    ...many,
    placeholder,
    initial_options: z.array(option).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    ...acting,
    ...many,
    placeholder,
    initial_users: ids,
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...acting,
    ...many,
    ...filter,
    placeholder,
    initial_conversations: ids,
  }),
  z.strictObject({
    type: z.literal('multi_channels_select'),
    ...acting,
    ...many,
    placeholder,
    initial_channels: ids,
  }),
] as const;

const pickers = [
  z.strictObject({ type: z.literal('overflow'), ...acting, options: options(limits['overflow.options']) }),
  z.strictObject({
    type: z.literal('datepicker'),
    ...acting,
    placeholder,
    initial_date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...acting,
    placeholder,
    initial_time: z
      .string()
      .regex(/^\d{2}:\d{2}$/)
      .optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('datetimepicker'), ...acting, initial_date_time: z.int().optional() }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    ...acting,
    options: options(limits['radio_buttons.options']),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    ...acting,
    options: options(limits['checkboxes.options']),
    initial_options: z.array(option).optional(),
  }),
] as const;

const typed = {
  action_id: actionId,
  placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: dispatchConfig,
};
const length = limits['plain_text_input.length'];

const inputs = [
  z.strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(length).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(length).optional(),
    max_length: z.int().min(1).max(length).optional(),
  }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: z.looseObject({}).optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(limits['file_input.max_files']).optional(),
  }),
] as const;

export const sectionAccessory = z.discriminatedUnion('type', [button, imageElement, ...selects, ...pickers]);
export const actionsElement = z.discriminatedUnion('type', [button, ...selects, ...pickers]);
export const inputElement = z.discriminatedUnion('type', [...inputs, ...selects, ...pickers]);
export const contextElement = z.discriminatedUnion('type', [
  imageElement,
  plain(limits['section.text']),
  mrkdwn(limits['section.text']),
]);

const feedback = z.strictObject({
  text: plain(limits['button.text']),
  value: z.string().max(limits['button.value']),
  accessibility_label: z.string().max(limits['button.accessibility_label']).optional(),
});
export const contextAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    action_id: actionId,
    positive_button: feedback,
    negative_button: feedback,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    icon: z.literal('trash'),
    text: plain(limits['button.text']),
    action_id: actionId,
    value: z.string().max(limits['button.value']).optional(),
    confirm: confirm.optional(),
    visible_to_user_ids: ids,
  }),
]);
