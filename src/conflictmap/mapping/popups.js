// folium's popups ask jQuery for one thing only: the element written in a string.
window.$ = (markup) => new DOMParser().parseFromString(markup, "text/html").body.childNodes;
