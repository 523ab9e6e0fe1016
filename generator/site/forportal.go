package site

import v1 "fazhi/generator/export/v1"

// ForPortal gives of an agency what the pages over all agencies read, which is a small
// part of it, and holds on to nothing else. A field that Portal.Add comes to read
// belongs here (TestForPortal).
func ForPortal(a *v1.Agency) *v1.Agency {
	out := v1.Agency{
		Schema: a.Schema, ID: a.ID, Name: a.Name, Short: a.Short, Region: a.Region, Level: a.Level, Demo: a.Demo,
		Names: a.Names, Log: a.Log, Sitemaps: a.Sitemaps, Forms: make([]v1.Form, len(a.Forms)),
	}
	for i := range a.Forms {
		f := &a.Forms[i]
		form := v1.Form{ID: f.ID, Title: f.Title, Short: f.Short, Path: f.Path}
		for _, ind := range f.Indicators {
			form.Indicators = append(form.Indicators, v1.Indicator{Key: ind.Key, Label: ind.Label, Unit: ind.Unit, Group: ind.Group, Path: ind.Path})
		}
		for _, y := range f.Years {
			figures := make([]v1.Figure, len(y.Figures))
			for j, fig := range y.Figures {
				figures[j] = v1.Figure{Key: fig.Key, Text: fig.Text, Absent: fig.Absent, Unit: fig.Unit}
			}
			y.Figures, y.Waivers, y.Paragraphs = figures, nil, nil
			form.Years = append(form.Years, y)
		}
		out.Forms[i] = form
	}
	return out.Detached()
}
