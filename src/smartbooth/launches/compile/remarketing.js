const panel = document.getElementById("choice"), link = document.getElementById("cookies"), tag = panel.dataset.tag;
const yes = "yes." + tag;
const chosen = () => (document.cookie.match(/(?:^|; )choice=(no|yes[\w.-]*)/) || [])[1];
const denied = { ad_storage: "denied", ad_user_data: "denied", ad_personalization: "denied", analytics_storage: "denied" };
const granted = { ad_storage: "granted", ad_user_data: "granted", ad_personalization: "granted" };
let loaded = false;
function gtag() { dataLayer.push(arguments) }
function load() {
if (loaded) return;
loaded = true;
window.dataLayer = window.dataLayer || [];
gtag("consent", "default", denied);
gtag("consent", "update", granted);
gtag("js", new Date());
gtag("config", tag, { conversion_linker: false });
const script = document.createElement("script");
script.async = true;
script.src = "https://www.googletagmanager.com/gtag/js?id=" + tag;
document.head.append(script);
}
link.addEventListener("click", event => { event.preventDefault(); panel.hidden = false; panel.focus() });
panel.addEventListener("submit", async event => {
event.preventDefault();
try { await fetch(event.submitter.formAction, { method: "POST", redirect: "manual" }) } catch { return }
panel.hidden = true;
if (chosen() == yes) load();
else if (loaded) location.reload();
});
if (chosen() == yes) load();
else panel.hidden = chosen() == "no";
