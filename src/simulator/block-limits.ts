/**
 * Slack's limits, by the place where each holds: characters of a text, items of a list. One table, so that the
 * schemas and the tests that break each limit once cannot disagree about which there are.
 */
export const blockLimits = {
  'message.blocks': 50,
  'message.data_visualization': 2,
  'message.table': 1,
  'message.markdown': 12_000,
  'view.blocks': 100,
  'view.bytes': 250 * 1024,
  'view.title': 24,
  'view.submit': 24,
  'view.close': 24,
  'view.private_metadata': 3_000,
  'view.callback_id': 255,
  'view.external_id': 255,
  block_id: 255,
  action_id: 255,
  'section.text': 3_000,
  'section.fields': 10,
  'section.field': 2_000,
  'header.text': 150,
  'context.elements': 10,
  'actions.elements': 25,
  'context_actions.elements': 5,
  'input.label': 2_000,
  'input.hint': 2_000,
  'image.alt_text': 2_000,
  'image.title': 2_000,
  'image.image_url': 3_000,
  'table.rows': 100,
  'table.columns': 20,
  'table.characters': 10_000,
  'data_table.rows': 201,
  'data_table.columns': 20,
  'data_table.characters': 20_000,
  'data_table.page_size': 100,
  'data_visualization.title': 50,
  'data_visualization.series': 6,
  'data_visualization.points': 20,
  'card.title': 150,
  'card.subtitle': 150,
  'card.body': 200,
  'carousel.elements': 10,
  'container.title': 150,
  'container.child_blocks': 10,
  'alert.text': 200,
  'button.text': 75,
  'button.value': 2_000,
  'button.url': 3_000,
  'button.accessibility_label': 75,
  'confirm.title': 100,
  'confirm.text': 300,
  'confirm.confirm': 30,
  'confirm.deny': 30,
  'option.text': 75,
  'option.description': 75,
  'option.value': 150,
  'option_group.label': 75,
  'overflow.options': 5,
  'select.options': 100,
  'select.option_groups': 100,
  'radio_buttons.options': 10,
  'checkboxes.options': 10,
  placeholder: 150,
  'plain_text_input.length': 3_000,
  'file_input.max_files': 10,
} as const;

export type BlockLimit = keyof typeof blockLimits;

/** `chat.postMessage` and its like cut the text here instead of refusing it. */
export const textLimit = 40_000;
/** Bytes of one file in a `file_input`. */
export const fileInputBytes = 10 * 1024 * 1024;
/** Bytes of one file that an app uploads: Slack takes 1 GB, but here they stay in memory. */
export const uploadBytes = 100 * 1024 * 1024;
/** Modals on a user's stack. */
export const viewStackLimit = 3;
