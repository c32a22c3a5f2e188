// Puts the player in place of its card, on a click. Until then nobody but this site is asked for anything.
for (const link of document.querySelectorAll(".b-video-play")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || document.body.hasAttribute("data-editing")) return;
    event.preventDefault();
    const file = Boolean(link.dataset.file);
    const player = document.createElement(file ? "video" : "iframe");
    player.title = link.dataset.title;
    if (file) {
      player.controls = player.autoplay = true;
    } else {
      player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
      player.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube plays for no one who names no origin
    }
    player.src = link.dataset.embed;
    player.tabIndex = 0;
    link.parentNode.replaceChildren(player);
    player.focus();
  });
}
