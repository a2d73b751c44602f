/* “Explain an office word”: a button of the editor that marks a word of the glossary. */
(() => {
  "use strict";

  const { DraftJS, React, draftail } = window;
  const ARTICLE = /^(der|die|das) /;

  class TermSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.term,
        // The German rows hold the facts; readers see the row of their language.
        urlParams: { locale: "de" },
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: (term) => this.mark(term) },
      };
    }

    mark(term) {
      const { editorState, entityType, onComplete } = this.props;
      const selection = editorState.getSelection();
      const data = { id: term.id, word: term.string };
      const content = editorState
        .getCurrentContent()
        .createEntity(entityType.type, "MUTABLE", data);
      const key = content.getLastCreatedEntityKey();
      const word = term.string.replace(ARTICLE, "");
      const marked = selection.isCollapsed()
        ? DraftJS.EditorState.push(
            editorState,
            DraftJS.Modifier.replaceText(content, selection, word, null, key),
            "insert-characters",
          )
        : DraftJS.RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(marked);
    }
  }

  const icon = React.createElement(
    "svg",
    { className: "icon icon-help", "aria-hidden": "true" },
    React.createElement("use", { href: "#icon-help" }),
  );

  function Term(props) {
    const { word } = props.contentState.getEntity(props.entityKey).getData();
    return React.createElement(draftail.TooltipEntity, { ...props, icon, label: word || "?" });
  }

  draftail.registerPlugin({ type: "TERM", source: TermSource, decorator: Term }, "entityTypes");
})();
