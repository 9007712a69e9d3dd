import { EditorView } from '@codemirror/view';

/**
 * Text that is typed over a selection. Left to the browser, it would keep the look of what was selected by
 * a style attribute, which the page's policy forbids and tells about in its console.
 */
export const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    const { inputType, data, cancelable } = event;
    if (inputType !== 'insertText' || !data || !cancelable || view.composing) return false;
    if (main.empty || ranges.length > 1) return false;
    const { from, to } = main;
    const typed = () =>
      view.state.update({
        changes: { from, to, insert: view.state.toText(data) },
        selection: { anchor: from + view.state.toText(data).length },
        scrollIntoView: true,
        userEvent: 'input.type',
      });
    // Such as the one that puts a selection in brackets.
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, typed))) view.dispatch(typed());
    return true;
  },
});
