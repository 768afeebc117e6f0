// VitePress's default theme in the colours of softlabel's reports.
import DefaultTheme from "vitepress/theme";
import "./style.css";

export default DefaultTheme;
